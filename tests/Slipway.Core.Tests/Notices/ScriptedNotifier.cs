using System.Collections.Concurrent;
using Slipway.Core.Notices;
using Slipway.Core.Ports;

namespace Slipway.Core.Tests.Notices;

/// <summary>A channel that does as a test says.</summary>
internal sealed class ScriptedNotifier : INotifier
{
    private readonly ConcurrentQueue<string> _delivered = new();

    public string Name => "scripted";

    public Func<string, SendOutcome> Answer { get; set; } = _ => new SendOutcome.Delivered();

    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Ids, as they came.</summary>
    public IReadOnlyList<string> Delivered => [.. _delivered];

    public async Task<SendOutcome> SendAsync(string id, NoticeBody notice, CancellationToken cancellation)
    {
        await Before(id).WaitAsync(cancellation);
        SendOutcome outcome;
        lock (_delivered)
            outcome = Answer(id);
        if (outcome is SendOutcome.Delivered)
            _delivered.Enqueue(id);
        return outcome;
    }
}
