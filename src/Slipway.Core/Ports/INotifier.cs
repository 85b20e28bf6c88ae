using Slipway.Core.Notices;

namespace Slipway.Core.Ports;

/// <summary>One way to reach people or other systems, set up for one destination.</summary>
public interface INotifier
{
    /// <summary>The channel's key in the file.</summary>
    string Name { get; }

    /// <summary>Tries once, within a bound of its own. The same notice may come again: the id is then the same.</summary>
    /// <param name="id">The same for each destination and try.</param>
    Task<SendOutcome> SendAsync(string id, NoticeBody notice, CancellationToken cancellation);
}
