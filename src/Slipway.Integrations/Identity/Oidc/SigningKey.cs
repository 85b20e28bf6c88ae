using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Slipway.Core.Access.Identity;

namespace Slipway.Integrations.Identity.Oidc;

/// <summary>A public key of a provider (RFC 7517). What it verifies follows from the key, never from the token alone.</summary>
internal sealed class SigningKey
{
    /// <summary>NIST SP 800-131A: shorter ones can be broken.</summary>
    private const int MinModulusBytes = 2048 / 8;

    /// <summary>Longer ones only cost time.</summary>
    private const int MaxModulusBytes = 8192 / 8;

    private const int MaxExponentBytes = 8;

    private readonly SigningAlgorithm? _only;
    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _ec;

    private SigningKey(string? id, SigningAlgorithm? only, RSAParameters? rsa, ECParameters? ec) => (Id, _only, _rsa, _ec) = (id, only, rsa, ec);

    /// <summary>Null: it has none.</summary>
    public string? Id { get; }

    /// <summary>Null for a key that is of another kind, for another use, or no good.</summary>
    public static SigningKey? From(JsonElement key)
    {
        var only = default(SigningAlgorithm?);
        if (key.Find("alg") is { } named)
        {
            if (!TryName(named.Text(), out var algorithm))
                return null;
            only = algorithm;
        }

        if ((key.Find("use") is { } use && use.Text() != "sig") || (key.Find("key_ops") is { } operations && operations.Texts()?.Contains("verify") != true))
            return null;
        var id = key.Find("kid")?.Text();
        return key.Find("kty")?.Text() switch
        {
            "RSA" when Rsa(key) is { } rsa => new SigningKey(id, only, rsa, null),
            "EC" when Ec(key) is { } ec => new SigningKey(id, only, null, ec),
            _ => null,
        };
    }

    /// <summary>An algorithm by its name in a header, exactly as RFC 7518 spells it.</summary>
    public static bool TryName(string? name, out SigningAlgorithm algorithm) =>
        Enum.TryParse(name, out algorithm) && Enum.GetName(algorithm) == name;

    public bool Fits(SigningAlgorithm algorithm) => (_only is null || _only == algorithm) && (algorithm switch
    {
        SigningAlgorithm.ES256 => IsOn(ECCurve.NamedCurves.nistP256),
        SigningAlgorithm.ES384 => IsOn(ECCurve.NamedCurves.nistP384),
        SigningAlgorithm.ES512 => IsOn(ECCurve.NamedCurves.nistP521),
        _ => _rsa is not null,
    });

    /// <param name="algorithm">One that fits.</param>
    public bool Verifies(SigningAlgorithm algorithm, byte[] signed, byte[] signature)
    {
        try
        {
            if (_ec is { } point)
            {
                using var ec = ECDsa.Create(point);
                return ec.VerifyData(signed, signature, HashOf(algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }

            using var rsa = RSA.Create(_rsa!.Value);
            var padding = algorithm is SigningAlgorithm.PS256 or SigningAlgorithm.PS384 or SigningAlgorithm.PS512 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
            return rsa.VerifyData(signed, signature, HashOf(algorithm), padding);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static HashAlgorithmName HashOf(SigningAlgorithm algorithm) => algorithm switch
    {
        SigningAlgorithm.RS256 or SigningAlgorithm.PS256 or SigningAlgorithm.ES256 => HashAlgorithmName.SHA256,
        SigningAlgorithm.RS384 or SigningAlgorithm.PS384 or SigningAlgorithm.ES384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    private bool IsOn(ECCurve curve) => _ec?.Curve.Oid.FriendlyName == curve.Oid.FriendlyName;

    private static RSAParameters? Rsa(JsonElement key)
    {
        var modulus = Number(key.Find("n")).AsSpan().TrimStart((byte)0).ToArray();
        var exponent = Number(key.Find("e"));
        return modulus.Length is >= MinModulusBytes and <= MaxModulusBytes && exponent.Length is > 0 and <= MaxExponentBytes
            ? new RSAParameters { Modulus = modulus, Exponent = exponent }
            : null;
    }

    private static ECParameters? Ec(JsonElement key)
    {
        var (curve, length) = key.Find("crv")?.Text() switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => (default, 0),
        };
        var (x, y) = (Number(key.Find("x")), Number(key.Find("y")));
        return length > 0 && x.Length == length && y.Length == length ? new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } } : null;
    }

    private static byte[] Number(JsonElement? value) =>
        value?.Text() is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
}
