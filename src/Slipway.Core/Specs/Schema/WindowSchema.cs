using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of the items of <c>windows</c>.</summary>
internal static class WindowSchema
{
    private static readonly ChoiceType<WindowKind> Kinds = new(
        [WindowKind.Allow, WindowKind.Deny], kind => kind is WindowKind.Allow ? "allow" : "deny");

    private static readonly ObjectType<WindowSpec> Window = new ObjectType<WindowSpec>(new WindowSpec { Kind = default, Schedule = null!, Duration = default })
        .Required("kind", Kinds, w => w.Kind, (w, v) => w with { Kind = v },
            "allow: rollouts run while one of these is active, and at no other time. deny: none runs while it is active, whatever allows it.", "allow")
        .Required("schedule", new CronType(), w => w.Schedule, (w, v) => w with { Schedule = v },
            "When it starts, on the clocks of its zone. Lists, ranges, steps and names (MON, JAN); Sunday is 0 and 7; day of month and day of week both given: either is enough.", "0 9 * * 1-5")
        .Required("duration", DurationType.Positive, w => w.Duration, (w, v) => w with { Duration = v },
            "How long it stays active, in elapsed time: the instant at which it has passed is outside.", "8h")
        .Optional("timeZone", new ZoneType(), w => w.TimeZone, (w, v) => w with { TimeZone = v },
            "Whose clocks the schedule means, by its IANA name. A start that a change of the clocks leaves out is at the first instant behind it; one that occurs twice counts once, the first time.", "Europe/London")
        .Optional("manual", new FlagType(), w => w.Manual, (w, v) => w with { Manual = v },
            "Whether a rollout that a person asks for may pass: every active deny must permit it, and outside of allow windows every one of those.");

    public static ListType<WindowSpec> Windows { get; } = new(Window, "windows");

    /// <summary>A file of windows alone.</summary>
    public static ObjectType<IReadOnlyList<WindowSpec>> File { get; } = new ObjectType<IReadOnlyList<WindowSpec>>([])
        .Required("windows", Windows, w => w, (_, v) => v, "When rollouts may run.");
}
