using Shouldly;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Values;

public sealed class ImageReferenceTests
{
    private const string Sha = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("registry.example.com/team/shop:1.2.3", "registry.example.com", "team/shop", "1.2.3")]
    [InlineData("registry.example.com:5000/shop", "registry.example.com:5000", "shop", "latest")]
    [InlineData("localhost/shop:1", "localhost", "shop", "1")]
    [InlineData("registry.example.com:443/shop:1", "registry.example.com:443", "shop", "1")]
    [InlineData("[::1]:5000/shop:1", "[::1]:5000", "shop", "1")]
    [InlineData("nginx", "registry-1.docker.io", "library/nginx", "latest")]
    [InlineData("team/shop:2", "registry-1.docker.io", "team/shop", "2")]
    [InlineData("docker.io/team/shop:2", "registry-1.docker.io", "team/shop", "2")]
    public void It_is_taken_apart_as_Docker_does_it(string text, string registry, string repository, string tag) =>
        ImageReference.TryParse(text).ShouldBe(new ImageReference(registry, repository, tag, null));

    [Fact]
    public void A_digest_comes_after_the_tag()
    {
        var image = ImageReference.TryParse($"registry.example.com/shop:1.2.3@{Sha}").ShouldNotBeNull();
        (image.Repository, image.Tag, image.Digest?.ToString()).ShouldBe(("shop", "1.2.3", Sha));
    }

    [Theory]
    [InlineData(""), InlineData("Registry.example.com/Shop:1"), InlineData("shop:"), InlineData("shop:-1"), InlineData("a//b"), InlineData("shop@sha256:12"), InlineData("shop 1"), InlineData("https://registry/shop"), InlineData("registry:99999999/shop:1"), InlineData("/shop:1")]
    public void What_is_no_image_is_none(string text) => ImageReference.TryParse(text).ShouldBeNull();
}
