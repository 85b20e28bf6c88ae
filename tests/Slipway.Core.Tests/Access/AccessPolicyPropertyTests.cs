using Shouldly;
using Slipway.Core.Access;
using Xunit;

namespace Slipway.Core.Tests.Access;

public sealed class AccessPolicyPropertyTests
{
    private const int Policies = 100_000;
    private const int Seed = 20_260_5;

    [Fact]
    public void A_hundred_thousand_random_policies_decide_as_the_oracle_does_in_any_order_of_rules_and_groups()
    {
        var oracle = new AccessOracle();
        var allowed = 0;
        for (var index = 0; index < Policies; index++)
        {
            var random = new Random(Seed + index);
            var drawn = RandomPolicy.Draw(random);
            var decision = Decide(drawn);
            if (decision.IsAllowed != oracle.Allows(drawn))
                Assert.Fail($"Seed {Seed + index}: decided {decision}, the oracle says otherwise");
            if (Decide(drawn.Shuffled(random)) is var again && again != decision)
                Assert.Fail($"Seed {Seed + index}: decided {decision}, in another order {again}");
            allowed += decision.IsAllowed ? 1 : 0;
        }

        // A generator that draws one answer only would prove nothing.
        allowed.ShouldBeInRange(Policies / 10, Policies * 9 / 10);
    }

    [Fact]
    public void One_more_deny_never_allows_and_one_more_allow_never_denies()
    {
        for (var index = 0; index < Policies / 10; index++)
        {
            var drawn = RandomPolicy.Draw(new Random(Seed - index));
            var before = Decide(drawn).IsAllowed;
            Decide(With(drawn, AccessRule.Deny("*", "**"))).IsAllowed.ShouldBeFalse($"Seed {Seed - index}");
            (!before || Decide(With(drawn, AccessRule.Allow("*", "**"))).IsAllowed).ShouldBeTrue($"Seed {Seed - index}");
        }
    }

    private static AccessDecision Decide(RandomPolicy drawn) => drawn.Policy.RightsOf(drawn.Principal).Decide(drawn.Action, drawn.On);

    private static RandomPolicy With(RandomPolicy drawn, AccessRule rule) => drawn with
    {
        Roles = [.. drawn.Roles, new AccessRole("more", [rule])],
        Bindings = [.. drawn.Bindings, new AccessBinding { Subject = drawn.Principal.Name, Roles = ["more"] }],
    };
}
