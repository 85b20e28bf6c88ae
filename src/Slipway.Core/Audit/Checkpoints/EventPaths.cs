using Slipway.Core.Values;

namespace Slipway.Core.Audit.Checkpoints;

/// <summary>The ways from each event of an <see cref="EventTree"/> up to its root. Keeps the whole tree: two digests an event.</summary>
public sealed class EventPaths
{
    // Level by level, the leaves first. A node without a sibling is its own parent.
    private readonly List<Digest[]> _levels = [];

    /// <param name="hashes">Of all events of the tree, at least one.</param>
    public EventPaths(IEnumerable<Digest> hashes)
    {
        _levels.Add([.. hashes.Select(EventTree.Leaf)]);
        while (_levels[^1] is { Length: > 1 } below)
            _levels.Add([.. below.Chunk(2).Select(pair => pair is [var left, var right] ? EventTree.Node(left, right) : pair[0])]);
    }

    public Digest Root => _levels[^1][0];

    /// <summary>The siblings from an event up to the root, the lowest first: at most one a level.</summary>
    /// <param name="index">Place in the tree, from 0.</param>
    public IReadOnlyList<Digest> Of(int index)
    {
        var path = new List<Digest>();
        foreach (var level in _levels)
        {
            if ((index ^ 1) < level.Length)
                path.Add(level[index ^ 1]);
            index /= 2;
        }

        return path;
    }
}
