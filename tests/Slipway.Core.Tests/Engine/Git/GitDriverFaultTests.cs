using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Git;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Tests.Engine.Trains;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine.Git;

/// <summary>What goes wrong between a repository, people and servers.</summary>
public sealed class GitDriverFaultTests : GitDriverCase
{
    [Fact]
    public void Garbage_in_a_commit_is_shown_with_its_line_and_changes_nothing() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        Repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        var bad = Repository.Commit("shop: 2.0.0\nprices: [what]");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        var state = await world.Git(repository, Repository).LoadAsync(default);
        (state.FaultyCommit, state.Faults.Single().ToString()).ShouldBe((bad, "versions.yaml:2: prices: must be a version, not a list (1 to 64 letters, digits and . _ + -, beginning with a letter or digit)"));
        state.Find(Shop)!.Version.ToString().ShouldBe("2.0.0");
        Repository.Commit("shop: 3.0.0");
        await RoundAsync(world, repository);
        (await world.EndAsync("shop.production.3")).Plan.Release.Version.ToString().ShouldBe("3.0.0");
        (await world.Git(repository, Repository).LoadAsync(default)).Faults.ShouldBeEmpty();
    });

    [Fact]
    public void ARepository_that_is_away_is_shown_once_and_what_was_wanted_stands() => Run(ScriptedRepository.Of(heal: true), async (world, repository) =>
    {
        Repository.Away = "no route";
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);
        var away = await world.Git(repository, Repository).LoadAsync(default);
        away.Faults.Single().Message.ShouldBe("no route");
        Repository.Away = null;
        await RoundAsync(world, repository);

        var back = await world.Git(repository, Repository).LoadAsync(default);
        back.Faults.ShouldBeEmpty();
        back.Wants.ShouldBe(away.Wants);
        back.Version.ShouldBe(away.Version + 1);
    });

    [Fact]
    public void What_is_refused_is_said_once_and_comes_when_it_may() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        await world.Rollouts.HoldAsync(new Request.Hold("shop", "production", "2.0.0", "not yet", "bob"), default);
        Repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        var version = (await world.Git(repository, Repository).LoadAsync(default)).Version;
        await RoundAsync(world, repository);

        (await WantAsync(world, repository)).Obstacle!.Sentence.ShouldContain("2.0.0 is held in shop/production: not yet");
        (await world.Git(repository, Repository).LoadAsync(default)).Version.ShouldBe(version);
        await world.Rollouts.LiftAsync(new Request.Lift("shop", "production", "2.0.0", "now", "bob"), default);
        await RoundAsync(world, repository);
        (await world.EndAsync("shop.production.2")).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Fact]
    public void A_value_that_somebody_changed_meanwhile_is_left_alone() => Run(ScriptedRepository.Of(WriteBack.Commit), async (world, repository) =>
    {
        Repository.Commit("shop: bad-2");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        Repository.Meanwhile = () => Repository.Commit("shop: 3.0.0", "carol");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        Repository.Text.ShouldBe("shop: 3.0.0");
        (await world.EndAsync("shop.production.3")).StartedBy.ShouldBe("carol");
    });

    /// <summary>The process ends at each of its writes, before or behind it, and another goes on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Broken_off_anywhere_each_commit_brings_one_rollout(bool isWritten) => Run(ScriptedRepository.Of(WriteBack.Commit), async (world, repository) =>
    {
        Repository.Commit("shop: bad-2\nprices: 2.0.0");
        for (var life = 0; life < 40; life++)
        {
            try
            {
                var driver = world.Git(repository, Repository, new BreakingStore(world.Store, (life % 3) + 1, isWritten));
                await driver.LookAsync(default);
                await driver.ActAsync(default);
            }
            catch (PortUnavailableException)
            {
                // This life is over; the next one begins.
            }

            await world.RestAsync(60);
        }

        (await world.RolloutsAsync()).ShouldBe("1 2 2");
        (await world.StableAsync()).ShouldBe("1.0.0 2.0.0 1.0.0");
        Repository.Text.ShouldBe("shop: 1.0.0\nprices: 2.0.0");
    });

    [Fact]
    public void Of_servers_that_look_at_the_same_time_one_brings_it() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        Repository.Commit("shop: 2.0.0\nprices: 2.0.0");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoundAsync(world, repository)));
        await world.EndAsync("shop.production.2");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoundAsync(world, repository)));

        (await world.RolloutsAsync()).ShouldBe("1 2 2");
    });

    [Fact]
    public void A_server_follows_by_itself_looks_when_it_is_asked_and_goes_on_when_a_rollout_ends() => Run(ScriptedRepository.Of(WriteBack.Commit) with { Poll = TimeSpan.FromHours(1) }, async (world, repository) =>
    {
        world.Patrol(repository, Repository);
        await world.RestAsync(10);
        Repository.Commit("shop: bad-2");
        await world.RestAsync(60);
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);

        await new GitLedger(world.Store, TimeProvider.System).AskAsync(repository.Name, "bob", default);
        await world.RestAsync(600);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(2);
        Repository.Text.ShouldBe("shop: 1.0.0");
    });
}
