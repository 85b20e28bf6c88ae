using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Slipway.Adapters.Tests.Identity.Oidc;

/// <summary>A key that signs tokens.</summary>
internal sealed class TestKey
{
    private readonly Func<byte[], byte[]> _sign;

    private TestKey(string id, string algorithm, JsonObject document, Func<byte[], byte[]> sign) => (Id, Algorithm, Document, _sign) = (id, algorithm, document, sign);

    public string Id { get; }

    public string Algorithm { get; }

    /// <summary>As the provider shows it.</summary>
    public JsonObject Document { get; }

    public byte[] Sign(byte[] text) => _sign(text);

    public static TestKey Rsa(string id, int bits = 2048, string algorithm = "RS256")
    {
        var key = RSA.Create(bits);
        var open = key.ExportParameters(false);
        var document = new JsonObject { ["kty"] = "RSA", ["kid"] = id, ["use"] = "sig", ["n"] = Base64Url.EncodeToString(open.Modulus), ["e"] = Base64Url.EncodeToString(open.Exponent) };
        return new TestKey(id, algorithm, document, text => key.SignData(text, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    public static TestKey Ec(string id, string algorithm = "ES256")
    {
        var (curve, name, hash) = algorithm switch
        {
            "ES256" => (ECCurve.NamedCurves.nistP256, "P-256", HashAlgorithmName.SHA256),
            "ES384" => (ECCurve.NamedCurves.nistP384, "P-384", HashAlgorithmName.SHA384),
            _ => (ECCurve.NamedCurves.nistP521, "P-521", HashAlgorithmName.SHA512),
        };
        var key = ECDsa.Create(curve);
        var open = key.ExportParameters(false);
        var document = new JsonObject { ["kty"] = "EC", ["kid"] = id, ["crv"] = name, ["x"] = Base64Url.EncodeToString(open.Q.X), ["y"] = Base64Url.EncodeToString(open.Q.Y) };
        return new TestKey(id, algorithm, document, text => key.SignData(text, hash));
    }

    /// <summary>What somebody tries who takes a public key for a shared secret.</summary>
    public TestKey AsSecret(byte[] secret) => new(Id, "HS256", Document, text => HMACSHA256.HashData(secret, text));
}
