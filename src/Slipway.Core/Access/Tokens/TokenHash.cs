using System.Security.Cryptography;
using System.Text;

namespace Slipway.Core.Access.Tokens;

/// <summary>What is kept of a token's secret: PBKDF2 with SHA-512 over a salt of its own, slow on purpose.</summary>
/// <param name="Iterations">Kept with each hash, so that the constant may rise and old tokens go on.</param>
public sealed record TokenHash(int Iterations, string Salt, string Hash)
{
    /// <summary>As OWASP recommends for PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet, 2023).</summary>
    public const int StandardIterations = 210_000;

    public const int SaltBytes = 16;
    private const int HashBytes = 64;

    /// <param name="salt">Drawn at random, <see cref="SaltBytes"/> long.</param>
    public static TokenHash Of(string secret, ReadOnlySpan<byte> salt, int iterations = StandardIterations) =>
        new(iterations, Convert.ToBase64String(salt), Convert.ToBase64String(Derive(secret, salt, iterations)));

    /// <summary>In a time that does not depend on how much of it is right.</summary>
    public bool Matches(string secret) =>
        CryptographicOperations.FixedTimeEquals(Derive(secret, Convert.FromBase64String(Salt), Iterations), Convert.FromBase64String(Hash));

    private static byte[] Derive(string secret, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
