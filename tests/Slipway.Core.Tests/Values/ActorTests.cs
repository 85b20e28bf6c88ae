using Shouldly;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Values;

public sealed class ActorTests
{
    [Fact]
    public void A_name_alone_is_an_actor_from_nowhere()
    {
        Actor actor = "alice";

        actor.ShouldBe(new Actor("alice"));
        actor.Origin.ShouldBeNull();
        new Actor("alice", "cli 10.0.0.5 token ci-bot").ToString().ShouldBe("alice");
    }

    [Theory]
    [InlineData("")]
    [InlineData("cli\n10.0.0.5")]
    public void An_origin_is_one_line(string origin) => Should.Throw<ArgumentException>(() => new Actor("alice", origin));

    [Fact]
    public void An_origin_is_short()
    {
        new Actor("alice", new string('x', Actor.MaxOriginLength)).Origin!.Length.ShouldBe(Actor.MaxOriginLength);
        Should.Throw<ArgumentException>(() => new Actor("alice", new string('x', Actor.MaxOriginLength + 1)));
    }
}
