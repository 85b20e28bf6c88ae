using Shouldly;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Values;

public sealed class PublicKeyTests
{
    private static readonly PublicKey Key = PublicKey.Of([.. Enumerable.Range(1, PublicKey.Length).Select(i => (byte)i)]);

    [Fact]
    public void A_key_is_read_back_from_its_text_and_from_the_form_of_other_programs()
    {
        foreach (var text in new[] { Key.ToString(), Key.ToPem(), $"  {Key}\n", Key.ToPem().ReplaceLineEndings("\r\n") })
        {
            PublicKey.TryParse(text, out var back).ShouldBeTrue(text);
            back.ShouldBe(Key);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ed25519:")]
    [InlineData("ed25519:AQID")]
    [InlineData("ed25519:not base64")]
    [InlineData("ed25519:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIg==")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAQID\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----")]
    public void Anything_else_is_no_key(string text) => PublicKey.TryParse(text, out _).ShouldBeFalse();
}
