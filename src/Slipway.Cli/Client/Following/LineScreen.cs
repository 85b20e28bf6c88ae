using Slipway.Cli.Output;
using Slipway.Cli.Rendering;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Following;

/// <summary>One line for each thing that changed.</summary>
internal sealed class LineScreen(Terminal terminal) : IRolloutScreen
{
    public async Task<RolloutView?> ShowAsync(IAsyncEnumerable<Sighting> sightings, CancellationToken cancellation)
    {
        RolloutView? last = null;
        string? trouble = null;
        await foreach (var sighting in sightings.WithCancellation(cancellation))
        {
            if (sighting.Trouble is not null && trouble is null)
                Write(sighting.Trouble);
            trouble = sighting.Trouble;
            if (sighting.View is not { } view || trouble is not null)
                continue;
            foreach (var line in RolloutLines.Between(last, view))
                Write(line);
            last = view;
            if (last.Phase.IsDecided())
                break;
        }

        return last;
    }

    private void Write(string line) => terminal.Out.WriteLine($"{terminal.Time.GetLocalNow():HH:mm:ss}  {line}");
}
