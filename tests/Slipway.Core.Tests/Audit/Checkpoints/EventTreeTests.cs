using Shouldly;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Audit.Checkpoints;

public sealed class EventTreeTests
{
    private const int Largest = 70;

    [Fact]
    public void A_tree_that_grows_has_the_root_of_one_that_is_built_at_once()
    {
        for (var count = 1; count <= Largest; count++)
            Tree(Hashes(count)).Root.ShouldBe(new EventPaths(Hashes(count)).Root, $"{count} events");
    }

    [Fact]
    public void Every_event_of_every_size_of_tree_has_a_path_to_the_root()
    {
        for (var count = 1; count <= Largest; count++)
        {
            var hashes = Hashes(count);
            var paths = new EventPaths(hashes);
            for (var i = 0; i < count; i++)
                EventTree.RootOf(hashes[i], i, count, paths.Of(i)).ShouldBe(paths.Root, $"event {i} of {count}");
        }
    }

    [Fact]
    public void No_event_has_a_path_in_the_place_of_another_nor_one_that_is_longer_or_shorter()
    {
        const int count = 13;
        var hashes = Hashes(count);
        var paths = new EventPaths(hashes);
        for (var i = 0; i < count; i++)
        {
            var path = paths.Of(i);
            for (var place = -1; place <= count; place++)
                (EventTree.RootOf(hashes[i], place, count, path) == paths.Root).ShouldBe(place == i, $"event {i} at {place}");
            EventTree.RootOf(Digest.Of("other"), i, count, path).ShouldNotBe(paths.Root);
            EventTree.RootOf(hashes[i], i, count, [.. path, hashes[0]]).ShouldNotBe(paths.Root);
            EventTree.RootOf(hashes[i], i, count, [.. path.SkipLast(1)]).ShouldNotBe(paths.Root);
        }
    }

    [Fact]
    public void A_tree_tells_the_order_of_its_events()
    {
        var hashes = Hashes(5);

        Tree([.. hashes.Reverse()]).Root.ShouldNotBe(Tree(hashes).Root);
        Tree([.. hashes.Take(4)]).Root.ShouldNotBe(Tree(hashes).Root);
        Should.Throw<InvalidOperationException>(() => new EventTree().Root);
    }

    private static EventTree Tree(IReadOnlyList<Digest> hashes)
    {
        var tree = new EventTree();
        foreach (var hash in hashes)
            tree.Add(hash);
        return tree;
    }

    private static Digest[] Hashes(int count) => [.. Enumerable.Range(0, count).Select(i => Digest.Of($"event {i}"))];
}
