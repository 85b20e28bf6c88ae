using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Approvals, freezes, holds and emergencies, as people with tokens meet them.</summary>
public sealed class GateTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_plan_runs_once_the_right_people_have_approved_it_also_over_a_kill_of_the_server()
    {
        var (alice, bob) = await ServeAsync("gates: [{ approve: { roles: { devops: 1 } }, before: provision }]");
        var rollout = (await AsAsync(alice, "deploy", "--version", "1.0.0", "-o", "json")).Ended(ExitCodes.Done).Read(SlipwayJson.Default.RolloutView);
        await _shop.UntilAsync(rollout.Id, r => r.Phase == RolloutPhase.Waiting, "the approval to be asked for");
        (await AsAsync(bob, "why")).Ended(ExitCodes.Done).Out.ShouldContain("gate approval: approval by 1 of devops, not by who asked for it");
        (await AsAsync(alice, "approve")).Ended(ExitCodes.Denied).Error.ShouldContain("alice may not approve");
        (await AsAsync(await TokenAsync("--for", "bob@example.org"), "approve", "--plan", "000000000000")).Ended(ExitCodes.Blocked).Error.ShouldContain("read this one");

        await _shop.KillServerAsync();
        await _shop.StartAsync("--access", "access.yaml");
        (await AsAsync(bob, "approve", "--plan", Short(rollout.PlanDigest), "--reason", "read it")).Ended(ExitCodes.Done).Out.ShouldContain("has all that it needs");

        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await _shop.RunAsync("events", rollout.Id)).Ended(ExitCodes.Done).Out.ShouldContain("approved by bob (devops)");
    }

    [Fact]
    public async Task Who_asked_cannot_approve_under_another_name_or_token_and_a_rejection_ends_the_rollout()
    {
        var (_, bob) = await ServeAsync("gates: [{ approve: { roles: { devops: 1 } }, before: provision }]");
        var rollout = (await AsAsync(bob, "deploy", "--version", "1.0.0", "-o", "json")).Ended(ExitCodes.Done).Read(SlipwayJson.Default.RolloutView);
        (await AsAsync(await TokenAsync("--for", "bob@example.org"), "approve", rollout.Id)).Ended(ExitCodes.Denied).Error.ShouldContain("bob asked for");
        (await AsAsync(await TokenAsync("--for", "carol"), "reject", rollout.Id, "--reason", "not today")).Ended(ExitCodes.Done);

        var ended = await _shop.EndedAsync(rollout.Id);
        (ended.Phase, ended.Summary).ShouldBe((RolloutPhase.Cancelled, "rejected by carol: not today"));
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_change_after_the_approval_do_not_run()
    {
        var (alice, bob) = await ServeAsync("gates: [{ approve: { roles: { devops: 1 } }, before: provision }]");
        var rollout = (await AsAsync(alice, "deploy", "--version", "1.0.0", "-o", "json")).Ended(ExitCodes.Done).Read(SlipwayJson.Default.RolloutView);
        _shop.Release("1.0.0", errorRate: 0.5);
        (await AsAsync(bob, "approve", rollout.Id)).Ended(ExitCodes.Done);

        (await _shop.EndedAsync(rollout.Id)).Summary.ShouldContain("the plan has changed since it was made, and its approvals are void: the files at ");
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_freeze_holds_a_rollout_and_names_itself_and_an_override_passes_it()
    {
        await ServeAsync("gates: []");
        var freeze = (await _shop.RunAsync("freeze", "set", "*/production", "--reason", "holidays", "-o", "json")).Ended(ExitCodes.Done).Read(SlipwayJson.Default.FreezeView);
        var rollout = await _shop.DeployAsync("1.0.0");
        var held = await _shop.UntilAsync(rollout.Id, r => r.Blockers is [{ Gate: "freeze" }] && r.WaitingFor is not null, "the freeze to hold it");
        held.WaitingFor!.Sentence.ShouldContain("freeze-1 over */production to be lifted: holidays");
        held.WaitingFor.Who!.ShouldContain("slipway freeze lift freeze-1");
        (await _shop.RunAsync("override", "--gate", "nothing", "--reason", "so")).Ended(ExitCodes.Invalid).Error.ShouldContain("'nothing' is no gate");

        (await _shop.RunAsync("override", "--gate", "freeze", "--reason", "the repair", "--for", "10m")).Ended(ExitCodes.Done);
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await _shop.RunAsync("freeze", "lift", freeze.Id)).Ended(ExitCodes.Done).Out.ShouldContain("is lifted");
        (await _shop.RunAsync("freeze", "list")).Ended(ExitCodes.Done).Out.ShouldContain("nothing is frozen");
    }

    [Fact]
    public async Task A_version_that_was_taken_back_comes_again_only_when_somebody_lifts_it()
    {
        await ServeAsync("gates: []");
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w.Version == "2.0.0" && w.Weight > 0), "its first request");
        (await _shop.RunAsync("abort", rollout.Id, "--reason", "slow")).Ended(ExitCodes.Done);
        await _shop.EndedAsync(rollout.Id);

        (await _shop.RunAsync("deploy", "--version", "2.0.0")).Ended(ExitCodes.Blocked).Error.ShouldContain("2.0.0 is held in shop/production");
        (await _shop.RunAsync("lift", "2.0.0", "--reason", "it was the database")).Ended(ExitCodes.Done).Out.ShouldContain("no version is held there");
        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
    }

    [Fact]
    public async Task An_emergency_passes_approvals_and_has_to_be_reviewed_by_somebody_else()
    {
        var (alice, bob) = await ServeAsync("gates: [{ approve: { roles: { devops: 1 } }, before: provision }]");
        (await AsAsync(alice, "deploy", "--version", "1.0.0", "--emergency", "--reason", "it burns")).Ended(ExitCodes.Denied).Error.ShouldContain("alice may not emergency");
        (await AsAsync(bob, "deploy", "--version", "1.0.0", "--emergency", "--reason", "it burns", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);

        (await AsAsync(alice, "deploy", "--version", "2.0.0")).Ended(ExitCodes.Blocked).Error.ShouldContain("nobody has reviewed it yet");
        (await AsAsync(bob, "review", "--reason", "all well")).Ended(ExitCodes.Denied).Error.ShouldContain("somebody else has to review it");
        (await AsAsync(await TokenAsync("--for", "carol"), "review", "--reason", "all well")).Ended(ExitCodes.Done);
        (await AsAsync(alice, "deploy", "--version", "2.0.0")).Ended(ExitCodes.Done);
    }

    [Fact]
    public async Task What_if_says_what_stricter_rules_would_have_decided()
    {
        await ServeAsync("gates: []");
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "stricter.yaml"), await File.ReadAllTextAsync(_shop.SpecFile) + "\n    origin: { branches: [main] }\n");

        (await _shop.RunAsync("what-if", "--policy", "slipway.yaml")).Ended(ExitCodes.Done).Out.ShouldBe("1 past rollout: with these rules, everything would have been decided as it was\n");
        (await _shop.RunAsync("what-if", "--policy", "stricter.yaml")).Ended(ExitCodes.Done).Out.ShouldContain("origin: it was let in; with these rules: refused: 1.0.0 does not say what it was built from");
        (await _shop.RunAsync("what-if", "--policy", "none.yaml")).Ended(ExitCodes.Invalid).Error.ShouldContain("cannot be read");
    }

    /// <summary>A server that knows alice, who deploys, bob, who approves and has emergencies, and carol, who approves and reviews.</summary>
    private async Task<(string Alice, string Bob)> ServeAsync(string gates)
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 2s }");
        await File.AppendAllTextAsync(_shop.SpecFile, $"\n    {gates}\n    analysis: []\n");
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "access.yaml"), """
            roles:
              deployer: [{ allow: deploy, on: "shop/*" }, { allow: view, on: "**" }]
              devops: [{ allow: approve, on: "shop/*" }, { allow: emergency, on: "shop/*" }, { allow: review, on: "shop/*" }]
            bindings:
              - { subject: alice, roles: [deployer] }
              - { subject: bob, roles: [deployer, devops] }
              - { subject: carol, roles: [deployer, devops] }
            aliases: { bob: [bob@example.org] }
            """);
        await _shop.StartAsync("--access", "access.yaml");
        return (await TokenAsync("--for", "alice"), await TokenAsync("--for", "bob"));
    }

    private static string Short(string digest) => digest["sha256:".Length..][..12];

    private async Task<string> TokenAsync(params IReadOnlyList<string> args) =>
        (await _shop.RunAsync(["token", "create", .. args])).Ended(ExitCodes.Done).Out.Trim();

    private async Task<ProgramResult> AsAsync(string token, params IReadOnlyList<string> args)
    {
        var file = Path.Combine(_shop.Folder, "token.txt");
        await File.WriteAllTextAsync(file, token, TestContext.Current.CancellationToken);
        return await _shop.RunAsync([.. args, "--token-file", file]);
    }
}
