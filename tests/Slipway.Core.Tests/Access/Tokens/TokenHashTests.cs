using Shouldly;
using Slipway.Core.Access.Tokens;
using Xunit;

namespace Slipway.Core.Tests.Access.Tokens;

public sealed class TokenHashTests
{
    private const int Few = 10;

    [Fact]
    public void The_secret_matches_and_no_other_does()
    {
        var hash = TokenHash.Of("secret", [1, 2, 3, 4, 5, 6, 7, 8], Few);
        hash.Matches("secret").ShouldBeTrue();
        hash.Matches("Secret").ShouldBeFalse();
        hash.Matches("").ShouldBeFalse();
    }

    [Fact]
    public void The_same_secret_with_another_salt_has_another_hash() =>
        TokenHash.Of("secret", [1, 2, 3, 4, 5, 6, 7, 8], Few).Hash.ShouldNotBe(TokenHash.Of("secret", [8, 7, 6, 5, 4, 3, 2, 1], Few).Hash);

    [Fact]
    public void The_standard_is_as_slow_as_is_recommended_today() => TokenHash.Of("secret", new byte[16]).Iterations.ShouldBeGreaterThanOrEqualTo(210_000);
}
