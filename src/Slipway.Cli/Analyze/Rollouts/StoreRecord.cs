using System.Runtime.CompilerServices;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep.Rejudging;
using Slipway.Storage;

namespace Slipway.Cli.Analyze.Rollouts;

/// <summary>The record of a rollout straight from the store, also while servers use it.</summary>
internal static class StoreRecord
{
    /// <summary>Apart, so that the database's assemblies are loaded where they are needed alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<Rejudgement> RejudgeAsync(string rollout, StoreLocation location, Terminal terminal, CancellationToken cancellation)
    {
        if (!location.IsShared && !File.Exists(location.ToString()))
            throw new VerbFailedException(ExitCodes.Invalid, $"There is no store {location}: name the data folder with --data, or a database with --store");
        try
        {
            await using var store = await location.OpenReadOnlyAsync(terminal.Time, cancellation);
            var events = await store.ReadStreamAsync(rollout, 0, cancellation);
            return events.Count > 0
                ? Rejudge.Of(events, await store.ReadAsync(rollout, DateTimeOffset.MinValue, cancellation))
                : throw new VerbFailedException(ExitCodes.Failed, $"there is no rollout '{rollout}' in {location}; an old one may have been removed with its events");
        }
        catch (Exception refusal) when (refusal is PortUnavailableException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Failed, refusal.Message);
        }
    }
}
