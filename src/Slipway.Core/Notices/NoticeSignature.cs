using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Core.Notices;

/// <summary>
/// Signs a body together with a time: HMAC-SHA256 over <c>TIMESTAMP.BODY</c>, written <c>sha256=</c> and 64 hex digits.
/// The same for what is sent and what is received.
/// </summary>
public static class NoticeSignature
{
    public const string Header = "Slipway-Signature";

    /// <summary>Seconds since 1970, UTC.</summary>
    public const string TimestampHeader = "Slipway-Timestamp";

    /// <summary>The same for each try of one notice.</summary>
    public const string IdHeader = "Slipway-Id";

    /// <summary>Bytes that a key has at least: a shorter one can be guessed.</summary>
    public const int MinKeyBytes = 16;

    /// <summary>A signature holds for so long before and after its time.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Scheme = "sha256=";

    public static string Sign(string key, long timestamp, ReadOnlySpan<byte> body) => Scheme + Convert.ToHexStringLower(Compute(key, timestamp, body));

    /// <summary>In a time that does not depend on where the two differ.</summary>
    public static bool Verify(string key, long timestamp, ReadOnlySpan<byte> body, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isOne = signature.StartsWith(Scheme, StringComparison.Ordinal)
            && Convert.FromHexString(signature.AsSpan(Scheme.Length), given, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == given.Length;
        return CryptographicOperations.FixedTimeEquals(Compute(key, timestamp, body), given) && isOne;
    }

    private static byte[] Compute(string key, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
