using Slipway.Cli.Output;
using Slipway.Cli.Rendering;
using Slipway.Contracts.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Client.Following;

/// <summary>The tree, drawn over itself on each change and a few times a second, so that times and bars move.</summary>
internal sealed class LiveScreen(Terminal terminal) : IRolloutScreen
{
    private const int FewestSteps = 3;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole _console = TextConsole.Over(terminal);

    public async Task<RolloutView?> ShowAsync(IAsyncEnumerable<Sighting> sightings, CancellationToken cancellation) =>
        await _console.Live(new Text("connecting"))
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
        var tree = sighting.View is { } view ? Fitting(view) : new Text("connecting");
        return sighting.Trouble is { } trouble ? new Rows(tree, new Text(trouble, Palette.Warning)) : tree;
    }

    /// <summary>The whole tree, or with fewer steps where the window is too low for it; at the end all of it stays on the screen.</summary>
    private IRenderable Fitting(RolloutView view)
    {
        var now = terminal.Time.GetUtcNow();
        var whole = RolloutTree.Render(view, now);
        // The cursor stands on a line of its own below.
        var over = Lines(whole) + 1 - terminal.Height;
        return over <= 0 || view.Phase.IsDecided() ? whole : RolloutTree.Render(view, now, Math.Max(FewestSteps, view.Steps.Count - over));
    }

    private int Lines(IRenderable picture) => Segment.SplitLines(picture.Render(RenderOptions.Create(_console), terminal.Width)).Count;
}
