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

public sealed class GitDriverTests
{
    private static readonly EnvironmentKey Shop = new("shop", "production");

    private readonly ScriptedRepository _repository = new();

    [Fact]
    public void A_commit_that_changes_a_version_becomes_one_rollout_with_that_commit_as_origin() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        var hash = _repository.Commit("shop: 2.0.0");
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
        _repository.Commit("shop: 2.0.0", "engine");
        await RoundAsync(world, repository);

        (await world.EndAsync("shop.production.2")).StartedBy.ShouldBe("git");
    });

    [Fact]
    public void Of_commits_that_are_seen_together_the_one_that_brought_the_version_counts() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        _repository.Commit("shop: 1.5.0", "bob");
        var hash = _repository.Commit("shop: 2.0.0", "carol");
        _repository.Commit("shop: 2.0.0\n# a note", "dave");
        await RoundAsync(world, repository);

        var rollout = await world.EndAsync("shop.production.2");
        (rollout.StartedBy, rollout.Plan.Release.Source!.Commit).ShouldBe(("carol", hash));
    });

    [Fact]
    public void Where_something_else_runs_when_a_repository_is_looked_at_first_that_is_drift() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var repository = ScriptedRepository.Of();
        _repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);
        var state = await world.Git(repository, _repository).LoadAsync(default);
        state.Find(Shop)!.Obstacle!.Kind.ShouldBe(GitObstacleKind.Drift);
        state.Version.ShouldBe(2);
    });

    [Fact]
    public void Where_nothing_runs_it_comes_at_the_first_look() => TrainWorld.Run(async world =>
    {
        _repository.Commit("shop: 2.0.0");
        await RoundAsync(world, ScriptedRepository.Of());

        (await world.EndAsync("shop.production.1")).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Theory]
    [InlineData(WriteBack.Commit)]
    [InlineData(WriteBack.Branch)]
    [InlineData(WriteBack.Off)]
    public void A_bad_version_is_written_back_and_not_tried_again(WriteBack writeBack) => Run(ScriptedRepository.Of(writeBack), async (world, repository) =>
    {
        _repository.Commit("# versions\nshop: bad-2 # new");
        await RoundAsync(world, repository);
        (await world.EndAsync("shop.production.2")).Phase.ShouldBe(RolloutPhase.RolledBack);
        for (var round = 0; round < 4; round++)
            await RoundAsync(world, repository);

        var environment = await world.EnvironmentAsync("shop");
        (environment.Rollouts, environment.Holds.Single().Version.ToString()).ShouldBe((2, "bad-2"));
        _repository.Text.ShouldBe(writeBack == WriteBack.Commit ? "# versions\nshop: 1.0.0 # new" : "# versions\nshop: bad-2 # new");
        _repository.Edits.Count.ShouldBe(writeBack == WriteBack.Off ? 0 : 1);
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
        _repository.Commit("shop: bad-2");
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
    public void A_rollback_by_hand_is_stronger_than_the_repository(bool heal) => Run(ScriptedRepository.Of(WriteBack.Commit, heal), async (world, repository) =>
    {
        _repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        await RoundAsync(world, repository);
        await world.Rollouts.RollbackAsync(new Request.Rollback("shop", "production", "1.0.0", "slow", "bob"), default);
        await world.EndAsync("shop.production.3");
        for (var round = 0; round < 4; round++)
            await RoundAsync(world, repository);

        _repository.Text.ShouldBe("shop: 1.0.0");
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(3);
        (await WantAsync(world, repository)).IsMet.ShouldBeTrue();
    });

    [Theory]
    [InlineData(false, 3, "3.0.0")]
    [InlineData(true, 4, "2.0.0")]
    public void What_is_deployed_by_hand_is_drift_and_heals_when_it_may(bool heal, int rollouts, string stable) => Run(ScriptedRepository.Of(heal: heal), async (world, repository) =>
    {
        _repository.Commit("shop: 2.0.0");
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

    [Fact]
    public void Garbage_in_a_commit_is_shown_with_its_line_and_changes_nothing() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        _repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        var bad = _repository.Commit("shop: 2.0.0\nprices: [what]");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        var state = await world.Git(repository, _repository).LoadAsync(default);
        (state.FaultyCommit, state.Faults.Single().ToString()).ShouldBe((bad, "versions.yaml:2: prices: must be a version, not a list (1 to 64 letters, digits and . _ + -, beginning with a letter or digit)"));
        state.Find(Shop)!.Version.ToString().ShouldBe("2.0.0");
        _repository.Commit("shop: 3.0.0");
        await RoundAsync(world, repository);
        (await world.EndAsync("shop.production.3")).Plan.Release.Version.ToString().ShouldBe("3.0.0");
        (await world.Git(repository, _repository).LoadAsync(default)).Faults.ShouldBeEmpty();
    });

    [Fact]
    public void A_repository_that_is_away_is_shown_once_and_what_was_wanted_stands() => Run(ScriptedRepository.Of(heal: true), async (world, repository) =>
    {
        _repository.Away = "no route";
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);
        var away = await world.Git(repository, _repository).LoadAsync(default);
        away.Faults.Single().Message.ShouldBe("no route");
        _repository.Away = null;
        await RoundAsync(world, repository);

        var back = await world.Git(repository, _repository).LoadAsync(default);
        back.Faults.ShouldBeEmpty();
        back.Wants.ShouldBe(away.Wants);
        back.Version.ShouldBe(away.Version + 1);
    });

    [Fact]
    public void What_is_refused_is_said_once_and_comes_when_it_may() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        await world.Rollouts.HoldAsync(new Request.Hold("shop", "production", "2.0.0", "not yet", "bob"), default);
        _repository.Commit("shop: 2.0.0");
        await RoundAsync(world, repository);
        var version = (await world.Git(repository, _repository).LoadAsync(default)).Version;
        await RoundAsync(world, repository);

        (await WantAsync(world, repository)).Obstacle!.Sentence.ShouldContain("2.0.0 is held in shop/production: not yet");
        (await world.Git(repository, _repository).LoadAsync(default)).Version.ShouldBe(version);
        await world.Rollouts.LiftAsync(new Request.Lift("shop", "production", "2.0.0", "now", "bob"), default);
        await RoundAsync(world, repository);
        (await world.EndAsync("shop.production.2")).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Fact]
    public void A_value_that_somebody_changed_meanwhile_is_left_alone() => Run(ScriptedRepository.Of(WriteBack.Commit), async (world, repository) =>
    {
        _repository.Commit("shop: bad-2");
        await RoundAsync(world, repository);
        await world.EndAsync("shop.production.2");
        _repository.Meanwhile = () => _repository.Commit("shop: 3.0.0", "carol");
        await RoundAsync(world, repository);
        await RoundAsync(world, repository);

        _repository.Text.ShouldBe("shop: 3.0.0");
        (await world.EndAsync("shop.production.3")).StartedBy.ShouldBe("carol");
    });

    /// <summary>The process ends at each of its writes, before or behind it, and another goes on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Broken_off_anywhere_each_commit_brings_one_rollout(bool isWritten) => Run(ScriptedRepository.Of(WriteBack.Commit), async (world, repository) =>
    {
        _repository.Commit("shop: bad-2\nprices: 2.0.0");
        for (var life = 0; life < 40; life++)
        {
            try
            {
                var driver = world.Git(repository, _repository, new BreakingStore(world.Store, (life % 3) + 1, isWritten));
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
        _repository.Text.ShouldBe("shop: 1.0.0\nprices: 2.0.0");
    });

    [Fact]
    public void Of_servers_that_look_at_the_same_time_one_brings_it() => Run(ScriptedRepository.Of(), async (world, repository) =>
    {
        _repository.Commit("shop: 2.0.0\nprices: 2.0.0");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoundAsync(world, repository)));
        await world.EndAsync("shop.production.2");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoundAsync(world, repository)));

        (await world.RolloutsAsync()).ShouldBe("1 2 2");
    });

    [Fact]
    public void A_server_follows_by_itself_looks_when_it_is_asked_and_goes_on_when_a_rollout_ends() => Run(ScriptedRepository.Of(WriteBack.Commit) with { Poll = TimeSpan.FromHours(1) }, async (world, repository) =>
    {
        world.Patrol(repository, _repository);
        await world.RestAsync(10);
        _repository.Commit("shop: bad-2");
        await world.RestAsync(60);
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);

        await new GitLedger(world.Store, TimeProvider.System).AskAsync(repository.Name, "bob", default);
        await world.RestAsync(600);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(2);
        _repository.Text.ShouldBe("shop: 1.0.0");
    });

    /// <summary>A world where 1.0.0 runs everywhere, and the repository says so.</summary>
    private void Run(GitRepository repository, Func<TrainWorld, GitRepository, Task> test) => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        _repository.Commit("shop: 1.0.0\nprices: 1.0.0");
        await RoundAsync(world, repository);
        await test(world, repository);
    });

    private async Task<GitWant> WantAsync(TrainWorld world, GitRepository repository) => (await world.Git(repository, _repository).LoadAsync(default)).Find(Shop)!;

    /// <summary>What a server does when it is time to look.</summary>
    private async Task RoundAsync(TrainWorld world, GitRepository repository)
    {
        var driver = world.Git(repository, _repository);
        try
        {
            await driver.LookAsync(default);
        }
        catch (StreamConflictException)
        {
            // Another server looked at the same time.
        }

        await driver.ActAsync(default);
    }
}
