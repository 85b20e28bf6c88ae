using Slipway.Cli.Output;
using Slipway.Cli.Rendering;
using Slipway.Contracts.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Client.Following;

/// <summary>The tree, drawn over itself on each change and a few times a second, so that times and bars move.</summary>
internal sealed class LiveScreen(Terminal terminal) : IRolloutScreen
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    public async Task<RolloutView?> ShowAsync(IAsyncEnumerable<Sighting> sightings, CancellationToken cancellation) =>
        await TextConsole.Over(terminal).Live(new Text("connecting"))
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(context => DrawAsync(context, sightings, cancellation));

    private async Task<RolloutView?> DrawAsync(LiveDisplayContext context, IAsyncEnumerable<Sighting> sightings, CancellationToken cancellation)
    {
        await using var source = sightings.GetAsyncEnumerator(cancellation);
        var sighting = new Sighting(null, null);
        var next = source.MoveNextAsync().AsTask();
        while (sighting.View?.Phase.IsDecided() != true)
        {
            await Task.WhenAny(next, Task.Delay(Tick, terminal.Time, cancellation));

            // An iterator may not be disposed while it moves: a cancel is awaited through it.
            if (next.IsCompleted || cancellation.IsCancellationRequested)
            {
                if (!await next)
                    break;
                sighting = source.Current;
                if (sighting.View?.Phase.IsDecided() != true)
                    next = source.MoveNextAsync().AsTask();
            }

            context.UpdateTarget(Picture(sighting));
        }

        return sighting.View;
    }

    private IRenderable Picture(Sighting sighting)
    {
        var tree = sighting.View is { } view ? RolloutTree.Render(view, terminal.Time.GetUtcNow()) : new Text("connecting");
        return sighting.Trouble is { } trouble ? new Rows(tree, new Text(trouble, Palette.Warning)) : tree;
    }
}
