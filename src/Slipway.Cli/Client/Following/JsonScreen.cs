using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Following;

/// <summary>NDJSON: one <see cref="RolloutView"/> a line, on each change.</summary>
internal sealed class JsonScreen(Terminal terminal) : IRolloutScreen
{
    public async Task<RolloutView?> ShowAsync(IAsyncEnumerable<Sighting> sightings, CancellationToken cancellation)
    {
        RolloutView? last = null;
        var printed = "";
        await foreach (var sighting in sightings.WithCancellation(cancellation))
        {
            if (sighting.Trouble is not null || sighting.View is null)
                continue;
            last = sighting.View;
            var line = JsonText.Line(last);
            if (line != printed)
                terminal.Out.WriteLine(line);
            printed = line;
            if (last.Phase.IsDecided())
                break;
        }

        return last;
    }
}
