using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>What Slipway last ordered of an Application, written on it.</summary>
/// <param name="Revision">The target revision that stands for the version.</param>
/// <param name="IsWanted">False once the side was brought to none.</param>
/// <param name="Sync">Names the sync that was started for it; Argo CD carries it along.</param>
/// <param name="At">When that was.</param>
internal sealed record ArgoOrdered(Slot Slot, ReleaseVersion Version, string Revision, bool IsWanted, string Sync, DateTimeOffset At)
{
    private const string Annotation = "slipway.dev/ordered";

    /// <summary>Null where nothing was ordered, or the note was changed beyond reading.</summary>
    public static ArgoOrdered? Of(KubeObject application)
    {
        try
        {
            return application.Text("metadata", "annotations", Annotation) is { } text && JsonNode.Parse(text) is JsonObject json && new KubeObject(json) is var note
                && Slots.TryParse(note.Text("slot"), out var slot) && ReleaseVersion.TryParse(note.Text("version"), out var version)
                ? new ArgoOrdered(slot, version, note.Text("revision") ?? "", note.Flag("wanted") ?? false, note.Text("sync") ?? "", note.Time("at") ?? default)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Remove(KubeObject application) => application.Annotation(Annotation, null);

    public void WriteTo(KubeObject application) => application.Annotation(Annotation, new JsonObject
    {
        ["slot"] = Slot.Label(),
        ["version"] = Version.ToString(),
        ["revision"] = Revision,
        ["wanted"] = IsWanted,
        ["sync"] = Sync,
        ["at"] = At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    }.ToJsonString());
}
