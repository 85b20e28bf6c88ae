using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Ports;
using Slipway.Integrations.Identity.Oidc;
using Xunit;

namespace Slipway.Adapters.Tests.Identity.Oidc;

/// <summary>Whatever is sent, the answer is a refusal: no exception, and nobody.</summary>
public sealed class OidcIdentityPropertyTests : IAsyncLifetime, IDisposable
{
    private static readonly TestKey Key = TestKey.Ec("k1");

    private TestProvider _provider = null!;
    private OidcIdentity _identity = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await TestProvider.StartAsync(Key);
        _identity = new OidcIdentity([_provider.Spec], TimeProvider.System, NullLogger<OidcIdentity>.Instance);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    public void Dispose() => _identity.Dispose();

    [Fact]
    public void No_text_is_let_in() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsRefused(text ?? "") && IsRefused($"{text}.{text}.{text}")));

    [Fact]
    public void No_octets_in_the_parts_are_let_in()
    {
        var part = ArbMap.Default.GeneratorFor<byte[]>().Select(octets => Base64Url.EncodeToString(octets ?? []));
        var token = from one in part from two in part from three in part select $"{one}.{two}.{three}";
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(token.ToArbitrary(), IsRefused));
    }

    [Fact]
    public void No_mixture_of_json_is_let_in()
    {
        var signs = Gen.Elements("{", "}", "[", "]", ":", ",", "\"alg\"", "\"RS256\"", "\"ES256\"", "\"kid\"", "\"k1\"", "\"iss\"", $"\"{_provider.Issuer}\"", "\"exp\"", "1e999", "null", "-0", "\"\\ud800\"", "\"\\u0000\"", " ", "\\");
        var text = signs.ListOf().Select(parts => Base64Url.EncodeToString(Encoding.UTF8.GetBytes("{" + string.Concat(parts) + "}")));
        var token = from header in text from claims in text select $"{header}.{claims}.AAAA";
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(token.ToArbitrary(), IsRefused));
    }

    [Fact]
    public void No_change_to_a_good_token_is_let_in()
    {
        var good = _provider.Token(Key, TimeProvider.System.GetUtcNow());
        // The last character of a part has bits that mean nothing.
        var places = Enumerable.Range(0, good.Length).Where(at => good[at] != '.' && at + 1 < good.Length && good[at + 1] != '.').ToArray();
        var change = from at in Gen.Elements(places)
                     from put in Gen.Elements("A", "z", "0", "-", "_", "", "..", "é", " ", "=", "\n", "\0")
                     where put != good[at].ToString()
                     select good.Remove(at, 1).Insert(at, put);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(change.ToArbitrary(), IsRefused));
    }

    private bool IsRefused(string token) =>
        _identity.AuthenticateAsync(new Credential.Bearer(token), CancellationToken.None).GetAwaiter().GetResult().Principal is null;
}
