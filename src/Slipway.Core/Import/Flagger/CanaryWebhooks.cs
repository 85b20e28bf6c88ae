using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Flagger;

/// <summary>Gates from the webhooks of a Canary; most of them have no equal.</summary>
internal static class CanaryWebhooks
{
    public static void Convert(SourceField webhooks, EnvironmentDraft environment)
    {
        foreach (var hook in webhooks.Items)
        {
            switch (hook["type"].Text ?? "rollout")
            {
                case "confirm-rollout":
                    Confirm(hook, "May the new version be started?", "provision", environment);
                    break;
                case "confirm-promotion":
                    Confirm(hook, "May the new version become stable?", "promote", environment);
                    break;
                case "confirm-traffic-increase":
                    hook.Tell("asks before each weight. Slipway asks before the first request or before the promotion.", "Add a gate 'confirm' at one of these.", environment.At("gates"));
                    break;
                case "pre-rollout":
                    hook.Tell("calls a test before the first request. Slipway's 'checks' ask each pod of the new version by themselves, and call no third party.", "Write as 'checks' what the test looks for.", environment.At());
                    break;
                case "rollback":
                    hook.Tell("asks whether to go back. Here who wants that says it, by 'slipway abort' or the API.", "Let that party call the API.", environment.At("gates"));
                    break;
                case "post-rollout" or "event":
                    hook.Tell("is told what happened. Here that is a matter of notices.", "Write it into notices.yaml.", environment.At());
                    break;
                default:
                    hook.Tell("is called at every look, mostly to make load. Slipway makes no load: too few requests are insufficient data, which never passes.", "Where there are few requests, run the load by other means, or lower 'minRequests'.", environment.At("analysis"));
                    break;
            }
        }
    }

    private static void Confirm(SourceField hook, string question, string before, EnvironmentDraft environment)
    {
        environment.Confirm(question, before, hook);
        hook.Tell("waits until a program says yes; here a person does, by 'slipway promote', or a program by the API.", "Say who answers.", environment.At("gates"));
    }
}
