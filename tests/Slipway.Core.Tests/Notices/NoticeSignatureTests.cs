using System.Text;
using Shouldly;
using Slipway.Core.Notices;
using Xunit;

namespace Slipway.Core.Tests.Notices;

public sealed class NoticeSignatureTests
{
    private const string Key = "a key of thirty-two bytes or more";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"version":"1.2.3"}""");

    /// <summary>Made with: printf '1767603600.{"version":"1.2.3"}' | openssl dgst -sha256 -hmac 'a key of thirty-two bytes or more'</summary>
    [Fact]
    public void A_signature_is_what_other_tools_make_of_the_same() =>
        NoticeSignature.Sign(Key, 1767603600, Body).ShouldBe("sha256=1f619ec00534d5ab5aeaa9804db7463b2b3e514c643a2d67356e635c7b5feeb1");

    [Fact]
    public void Only_the_same_key_time_and_body_verify()
    {
        var signature = NoticeSignature.Sign(Key, 1767603600, Body);
        NoticeSignature.Verify(Key, 1767603600, Body, signature).ShouldBeTrue();
        NoticeSignature.Verify(Key, 1767603601, Body, signature).ShouldBeFalse();
        NoticeSignature.Verify(Key + "x", 1767603600, Body, signature).ShouldBeFalse();
        for (var i = 0; i < Body.Length; i++)
        {
            var changed = (byte[])Body.Clone();
            changed[i] ^= 1;
            NoticeSignature.Verify(Key, 1767603600, changed, signature).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=00")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=000000000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_signature_does_not_verify(string signature) => NoticeSignature.Verify(Key, 1767603600, Body, signature).ShouldBeFalse();
}
