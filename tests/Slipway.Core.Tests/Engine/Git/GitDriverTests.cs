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

public sealed class GitDriverTests : GitDriverCase
{
    [Fact]
    public void A_commit_that_changes_a_version_becomes_one_rollout_with_that_commit_as_origin() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        var hash = Repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        var rollout = await world.EndAsync("shop.production.2");
        rollout.Plan.Release.Source.ShouldBe(new Slipway.Core.Planning.Source(hash, "main") { Repository = "/srv/deploy.git" });
        (rollout.StartedBy, rollout.Phase).ShouldBe(("alice", RolloutPhase.Succeeded));
        (await world.Store.ReadStreamAsync(rollout.Id, 0, default))[0].Origin.ShouldBe($"git deploy {hash}");
        await RoundAsync(world, repository);
        (await WantAsync(world, repository)).IsMet.ShouldBeTrue();
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(2);
    });

    [Fact]
    public void Nobody_speaks_as_a_part_of_this_program_by_writing_its_name_into_a_commit() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        Repository.Commit("shop: 2.0.0", "engine");
        await RoundAsync(world, repository);

        (await world.EndAsync("shop.production.2")).StartedBy.ShouldBe("git");
    });

    [Fact]
    public void Of_commits_that_are_seen_together_the_one_that_brought_the_version_counts() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        Repository.Commit("shop: 1.5.0", "bob");
        var hash = Repository.Commit("shop: 2.0.0", "carol");
        Repository.Commit("shop: 2.0.0\n# a note", "dave");
        await RoundAsync(world, repository);

        var rollout = await world.EndAsync("shop.production.2");
        (rollout.StartedBy, rollout.Plan.Release.Source!.Commit).ShouldBe(("carol", hash));
    });

    [Fact]
    public void Where_something_else_runs_when_aRepository_is_looked_at_first_that_is_drift() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var repository = ScriptedRepository.Of();
        Repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);
        var state = await world.Git(repository, Repository).LoadAsync(default);
        state.Find(Shop)!.Obstacle!.Kind.ShouldBe(GitObstacleKind.Drift);
        state.Version.ShouldBe(2);
    });

    [Fact]
    public void Where_nothing_runs_it_comes_at_the_first_look() => TrainWorld.Run(async world =>
    {
        Repository.Commit("shop: 2.0.0");
        await RoundAsync(world, ScriptedRepository.Of());

        (await world.EndAsync("shop.production.1")).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Theory]
    [InlineData(WriteBack.Commit)]
    [InlineData(WriteBack.Branch)]
    [InlineData(WriteBack.Off)]
    public void A_bad_version_is_written_back_and_not_tried_again(WriteBack writeBack) => Run(ScriptedRepository.Of(writeBack), async (world, repository) =>
    {
        Repository.Commit("# versions\nshop: bad-2 # new");
        await RoundAsync(world, repository);
        (await world.EndAsync("shop.production.2")).Phase.ShouldBe(RolloutPhase.RolledBack);
        for (var round = 0; round < 4; round++)
            await RoundAsync(world, repository);

        var environment = await world.EnvironmentAsync("shop");
        (environment.Rollouts, environment.Holds.Single().Version.ToString()).ShouldBe((2, "bad-2"));
        Repository.Text.ShouldBe(writeBack == WriteBack.Commit ? "# versions\nshop: 1.0.0 # new" : "# versions\nshop: bad-2 # new");
        Repository.Edits.Count.ShouldBe(writeBack == WriteBack.Off ? 0 : 1);
        var want = await WantAsync(world, repository);
        if (writeBack == WriteBack.Commit)
            (want.Version.ToString(), want.IsMet, want.Quarantine).ShouldBe(("1.0.0", true, null));
        else
            want.Quarantine!.Rollout.ShouldBe("shop.production.2");
        want.Written?.Branch.ShouldBe("slipway/rollback-shop-production-bad-2");
    });

    [Fact]
    public void One_that_is_lifted_is_tried_again_once() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        Repository.Commit("shop: bad-2");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        await RoundAsync(world, repository);
        await world.Rollouts.LiftAsync(new Request.Lift("shop", "production", "bad-2", "again", "bob"), default);
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.3");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(3);
        (await WantAsync(world, repository)).Quarantine!.Rollout.ShouldBe("shop.production.3");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rollback_by_hand_is_stronger_than_theRepository(bool heal) => Run(ScriptedRepository.Of(WriteBack.Commit, heal), async (world, repository) =>
    {
        Repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        await RoundAsync(world, repository);
        await world.Rollouts.RollbackAsync(new Request.Rollback("shop", "production", "1.0.0", "slow", "bob"), default);
        await world.EndAsync("shop.production.3");
        for (var round = 0; round < 4; round++)
            await RoundAsync(world, repository);

        Repository.Text.ShouldBe("shop: 1.0.0");
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(3);
        (await WantAsync(world, repository)).IsMet.ShouldBeTrue();
    });

    [Theory]
    [InlineData(false, 3, "3.0.0")]
    [InlineData(true, 4, "2.0.0")]
    public void What_is_deployed_by_hand_is_drift_and_heals_when_it_may(bool heal, int rollouts, string stable) => Run(ScriptedRepository.Of(heal: heal), async (world, repository) =>
    {
        Repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        await RoundAsync(world, repository);
        await world.EndAsync(await world.DeployAsync("shop", "production", "3.0.0"));
        for (var round = 0; round < 3; round++)
        {
            await RoundAsync(world, repository);
            await world.EndAsync((await world.EnvironmentAsync("shop")).Newest!);
        }

        var environment = await world.EnvironmentAsync("shop");
        (environment.Rollouts, environment.StableRelease!.Version.ToString()).ShouldBe((rollouts, stable));
        (await WantAsync(world, repository)).Obstacle?.Kind.ShouldBe(GitObstacleKind.Drift);
    });
}
