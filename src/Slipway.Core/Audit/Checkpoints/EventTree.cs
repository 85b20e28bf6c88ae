using Slipway.Core.Values;

namespace Slipway.Core.Audit.Checkpoints;

/// <summary>
/// A hash tree over events, by RFC 9162, section 2.1: a leaf is SHA-256 over 0x00 and the event's chain hash (32 bytes), an inner node
/// over 0x01 and its two children; the left child is the largest full tree that fits. Grows event by event and keeps one node a level.
/// </summary>
public sealed class EventTree
{
    private const byte LeafMark = 0;
    private const byte NodeMark = 1;

    // Full subtrees from left to right, each smaller than the one before it.
    private readonly List<(long Size, Digest Root)> _peaks = [];

    /// <summary>Number of events.</summary>
    public long Count { get; private set; }

    /// <exception cref="InvalidOperationException">The tree is empty.</exception>
    public Digest Root
    {
        get
        {
            if (Count == 0)
                throw new InvalidOperationException("A tree without events has no root");
            var root = _peaks[^1].Root;
            for (var i = _peaks.Count - 2; i >= 0; i--)
                root = Node(_peaks[i].Root, root);
            return root;
        }
    }

    /// <param name="hash">Of the event, as the chain has it.</param>
    public void Add(Digest hash)
    {
        var (size, root) = (1L, Leaf(hash));
        for (; _peaks is [.., var last] && last.Size == size; _peaks.RemoveAt(_peaks.Count - 1))
            (size, root) = (size * 2, Node(last.Root, root));
        _peaks.Add((size, root));
        Count++;
    }

    /// <summary>The root to which a path leads; null where the path is too long or too short for its place.</summary>
    /// <param name="index">The event's place in the tree, from 0.</param>
    /// <param name="count">Number of events in the tree.</param>
    public static Digest? RootOf(Digest hash, long index, long count, IReadOnlyList<Digest> path)
    {
        if (index < 0 || index >= count)
            return null;
        var (node, last, root) = (index, count - 1, Leaf(hash));
        foreach (var sibling in path)
        {
            if (last == 0)
                return null;
            if (node % 2 == 1 || node == last)
            {
                root = Node(sibling, root);
                for (; node % 2 == 0 && node > 0; last /= 2)
                    node /= 2;
            }
            else
            {
                root = Node(root, sibling);
            }

            (node, last) = (node / 2, last / 2);
        }

        return last == 0 ? root : null;
    }

    internal static Digest Leaf(Digest hash)
    {
        Span<byte> text = stackalloc byte[1 + Digest.Bytes];
        text[0] = LeafMark;
        hash.CopyTo(text[1..]);
        return Digest.Of(text);
    }

    internal static Digest Node(Digest left, Digest right)
    {
        Span<byte> text = stackalloc byte[1 + (2 * Digest.Bytes)];
        text[0] = NodeMark;
        left.CopyTo(text[1..]);
        right.CopyTo(text[(1 + Digest.Bytes)..]);
        return Digest.Of(text);
    }
}
