using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class WebhookTests(ClusterRun run)
{
    [Fact]
    public async Task One_that_refuses_the_Deployment_is_quoted_by_the_order()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        await using var hook = await RefusingWebhook.StartAsync(rig.Cluster, rig.Namespace, "apps", "deployments", Cancel);
        // It takes the server a moment to know of a webhook.
        var turn = 0;
        PortUnavailableException? refused = null;
        await TargetRig.UntilAsync(async () => (refused = await OrderAsync(rig, ++turn)) is not null);
        refused!.Message.ShouldContain(RefusingWebhook.Words);
        refused.OutcomeUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_refuses_the_pods_is_quoted_when_the_side_is_read()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel, time: new AheadTime(TimeSpan.FromMinutes(1)));
        await rig.CreateDeploymentAsync();
        await using var hook = await RefusingWebhook.StartAsync(rig.Cluster, rig.Namespace, "", "pods", Cancel);
        // It takes the server a moment to know of a webhook.
        for (var turn = 1; (await rig.ReadAsync(Slot.Green)).Failure is null && turn < 20; turn++)
        {
            await rig.Target.ApplyAsync(rig.Workload(Slot.Green, $"{turn}.0.0", 1), new EffectOrder($"up {turn}", 1, 2 * turn), Cancel);
            await rig.UntilAsync(Slot.Green, s => s.Failure is not null || s.Ready == 1);
            if ((await rig.ReadAsync(Slot.Green)).Failure is null)
                await rig.UpAsync(Slot.Green, $"{turn}.0.0", 0, new EffectOrder($"down {turn}", 1, (2 * turn) + 1));
        }

        (await rig.ReadAsync(Slot.Green)).Failure.ShouldNotBeNull().ShouldContain(RefusingWebhook.Words);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<PortUnavailableException?> OrderAsync(TargetRig rig, int turn)
    {
        try
        {
            await rig.Target.ApplyAsync(rig.Workload(Slot.Green, "1.0.0", 1), new EffectOrder($"{turn}", 1, turn), Cancel);
            return null;
        }
        catch (PortUnavailableException refused)
        {
            return refused;
        }
    }
}
