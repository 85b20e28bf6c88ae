namespace Slipway.Core.Import.Argo;

/// <summary>What becomes of the fields of an AppProject's sync windows.</summary>
internal static class SyncWindowFields
{
    public static MappingTable Table { get; } = new(
        "Argo CD: AppProject, its sync windows",
        new("syncWindows[].kind", "windows[].kind", "The same."),
        new("syncWindows[].schedule", "windows[].schedule", "The same; @daily and its like are written out. `@every` has no equal."),
        new("syncWindows[].duration", "windows[].duration", "The same, at most 31 days."),
        new("syncWindows[].timeZone", "windows[].timeZone", "The same; a zone that is not known is an error, and never UTC."),
        new("syncWindows[].manualSync", "windows[].manual", "The same."),
        new("syncWindows[].applications", "windows", "Windows that are not for the environment's Application are left out."),
        new("syncWindows[].namespaces", "windows", "As applications, by the namespace of the destination."),
        new("syncWindows[].clusters", "windows", "As applications, by the server or name of the destination."),
        new("syncWindows[].andOperator", "windows", "Whether all three have to fit, or one is enough."),
        new("syncWindows[].description", "windows", "A comment at the window."),
        new("syncWindows[].syncOverrun", null, "has no equal: windows are looked at again before each step; a step that runs is finished, and a way back is never held.") { Near = "windows" });
}
