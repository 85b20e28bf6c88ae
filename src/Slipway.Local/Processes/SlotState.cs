using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Local.Keeping;

namespace Slipway.Local.Processes;

/// <summary>A slot's record in memory and on disk. Used by one thread at a time.</summary>
internal sealed class SlotState(string path, SlotRecord initial, EnvironmentKey environment, Slot slot, KeeperTerm term, ILogger logger)
{
    private bool _unwritten;

    public SlotRecord Record { get; private set; } = initial;

    /// <summary>For intents: what cannot be written has not been decided.</summary>
    /// <exception cref="PortUnavailableException">It was not written; nothing is changed.</exception>
    public void Commit(SlotRecord next)
    {
        try
        {
            term.Write(path, next, ProcessesJson.Default.SlotRecord);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException(
                $"the record of {environment} {slot.Label()} could not be written to {path}: {error.Message}", inner: error);
        }
        Record = next;
        _unwritten = false;
    }

    /// <summary>For facts: they are so, written or not. What could not be written is tried again by <see cref="Flush"/>.</summary>
    public void Note(SlotRecord next)
    {
        Record = next;
        _unwritten = true;
        Flush();
    }

    public void Note(InstanceRecord changed) => Note(Record.With(changed));

    public void Flush()
    {
        if (!_unwritten)
            return;
        try
        {
            Commit(Record);
        }
        catch (PortUnavailableException error)
        {
            ProcessesLog.RecordFailed(logger, error, environment, slot);
        }
    }
}
