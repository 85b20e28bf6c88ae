using Shouldly;
using Slipway.Core.Gates;
using Slipway.Core.Planning;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Gates;

public sealed class OriginGateTests
{
    private static readonly OriginSpec Main = new() { Branches = ["main", "release/*"] };
    private static readonly ReleaseVersion Version = ReleaseVersion.Parse("2.0.0");

    [Theory]
    [InlineData("main")]
    [InlineData("release/2.0")]
    public void A_branch_that_fits_may_come(string branch) => OriginGate.Refuse(Main, Version, new Source("0123abc", branch)).ShouldBeNull();

    [Fact]
    public void Another_branch_may_not() => OriginGate.Refuse(Main, Version, new Source("0123abc", "feature/x"))
        .ShouldBe("2.0.0 was built from branch feature/x, and only main, release/* may come here");

    [Fact]
    public void Who_says_nothing_or_half_of_it_may_not()
    {
        Source?[] half = [null, new Source(null, "main"), new Source("0123abc", null)];
        half.ShouldAllBe(source => OriginGate.Refuse(Main, Version, source)!.Contains("does not say what it was built from"));
    }

    [Fact]
    public void Without_a_rule_everything_may_come() => OriginGate.Refuse(null, Version, null).ShouldBeNull();
}
