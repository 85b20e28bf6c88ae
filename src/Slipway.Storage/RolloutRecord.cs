using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>A row of <c>rollouts</c> as the databases have it.</summary>
internal sealed record RolloutRecord(
    string Id, string App, string Environment, string Version, string? From_Version, string Kind, string Phase, long Live,
    string Started_At, string? Ended_At, string Started_By, string Summary)
{
    public static RolloutRecord Of(RolloutRow row) => new(
        row.Id, row.App, row.Environment, row.Version, row.FromVersion, row.Kind, row.Phase, row.Live ? 1 : 0,
        StoredInstant.Of(row.StartedAt), row.EndedAt is { } ended ? StoredInstant.Of(ended) : null, row.By, row.Summary);

    public RolloutRow Row() => new(
        Id, App, Environment, Version, From_Version, Kind, Phase, Live == 1,
        StoredInstant.Read(Started_At), Ended_At is null ? null : StoredInstant.Read(Ended_At), Started_By, Summary);
}
