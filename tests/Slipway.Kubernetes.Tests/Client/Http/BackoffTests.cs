using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Kubernetes.Client.Http;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client.Http;

public sealed class BackoffTests
{
    private static readonly Arbitrary<(int Attempt, double Chance)> Draws =
        (from attempt in Gen.Choose(1, 10_000) from chance in Gen.Choose(0, 999_999) select (attempt, chance / 1e6)).ToArbitrary();

    [Fact]
    public void A_wait_is_never_longer_than_the_limit_nor_shorter_than_half_of_its_own() =>
        Prop.ForAll(Draws, draw =>
        {
            var whole = TimeSpan.FromSeconds(Math.Min(20, 0.2 * Math.Pow(2, draw.Attempt - 1)));
            var wait = Backoff.Delay(draw.Attempt, draw.Chance);
            return wait >= whole / 2 && wait <= whole;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_server_asked_for_is_never_undercut() =>
        Prop.ForAll(Draws, draw =>
        {
            var asked = TimeSpan.FromSeconds(draw.Attempt);
            var wait = Backoff.Delay(asked, draw.Chance);
            return wait >= asked && wait <= asked * 1.1;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.4)]
    [InlineData(8, 10)]
    [InlineData(int.MaxValue, 10)]
    public void Each_wait_is_twice_the_one_before_it_up_to_the_limit(int attempt, double seconds) =>
        Backoff.Delay(attempt, 0).TotalSeconds.ShouldBe(seconds, 0.001);
}
