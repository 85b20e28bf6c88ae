using Shouldly;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Gates;

public sealed class MajorChangeTests
{
    [Theory]
    [InlineData("1.4.0", "1.5.0", false)]
    [InlineData("1.9.9", "2.0.0", true)]
    [InlineData("v1.4.0", "1.5.0", false)]
    [InlineData("2", "2.0.1", false)]
    [InlineData("nightly", "1.0.0", true)]
    [InlineData("1.0.0", "nightly", true)]
    [InlineData("99999999999.0", "99999999999.1", true)]
    public void It_is_major_when_the_first_number_changes_or_cannot_be_told(string from, string to, bool isMajor) =>
        MajorChange.Is(ReleaseVersion.Parse(from), ReleaseVersion.Parse(to)).ShouldBe(isMajor);

    [Fact]
    public void The_first_version_of_all_is_major() => MajorChange.Is(null, ReleaseVersion.Parse("1.0.0")).ShouldBeTrue();
}
