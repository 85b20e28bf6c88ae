using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Client.Watching;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client.Watching;

public sealed class KeptObjectsTests
{
    private readonly KeptObjects _kept = new("shop", LabelSelector.Parse("!hidden"));

    [Fact]
    public void A_write_that_was_learned_while_a_list_was_on_its_way_stays()
    {
        _kept.Replace(new KubeList([Item("a", 1), Item("b", 2)], "5"));
        _kept.Learn(Item("a", 8)).ShouldBeTrue();
        _kept.Learn(Item("c", 9)).ShouldBeTrue();

        var changes = _kept.Replace(new KubeList([Item("a", 1), Item("b", 6)], "7"));

        changes.Select(change => $"{change.Type} {change.Object.Name}").ShouldBe(["Modified b"]);
        Shown().ShouldBe(["a 8", "b 6", "c 9"]);
    }

    [Fact]
    public void What_does_not_belong_here_is_not_learned()
    {
        _kept.Replace(new KubeList([], "5"));
        var hidden = Item("a", 8);
        hidden.Json["metadata"]!["labels"] = new JsonObject { ["hidden"] = "" };

        _kept.Learn(hidden).ShouldBeFalse();
        _kept.Learn(Item("a", 8, "elsewhere")).ShouldBeFalse();
        _kept.Learn(Item("a", 5)).ShouldBeFalse();
        _kept.Count.ShouldBe(0);
    }

    /// <summary>
    /// A history of writes, the watch that follows it, and a writer that learns some of its own writes before the watch brings them: in the
    /// end the history's state is kept, and no write that was learned is ever seen undone.
    /// </summary>
    [Fact]
    public void However_learning_and_watching_interleave_the_newest_is_shown()
    {
        var histories = Gen.Choose(0, int.MaxValue - 1).ListOf(30).ToArbitrary();
        Prop.ForAll(histories, draws =>
        {
            var kept = new KeptObjects("shop", LabelSelector.Parse(""));
            kept.Replace(new KubeList([], "0"));
            var (happened, truth, brought, seen) = (new List<WatchEvent>(), new Dictionary<string, int>(), 0, new Dictionary<string, ulong>());
            foreach (var draw in draws)
            {
                var (name, version) = ($"item-{draw % 3}", happened.Count + 1);
                if (draw / 3 % 4 == 0 && truth.Remove(name))
                {
                    happened.Add(new WatchEvent(WatchEventType.Deleted, Item(name, version)));
                }
                else
                {
                    happened.Add(new WatchEvent(truth.ContainsKey(name) ? WatchEventType.Modified : WatchEventType.Added, Item(name, version)));
                    truth[name] = version;
                    if (draw / 12 % 2 == 0 && kept.Learn(Item(name, version)))
                        seen[name] = (ulong)version;
                }

                for (var steps = draw / 24 % 3; steps > 0 && brought < happened.Count; steps--)
                    kept.Take(happened[brought++]);
                if (seen.Any(entry => kept.Version < entry.Value && kept.Find("shop", entry.Key)?.Version < entry.Value))
                    return false;
            }

            while (brought < happened.Count)
                kept.Take(happened[brought++]);
            return kept.Count == truth.Count && truth.All(entry => kept.Find("shop", entry.Key)?.Version == (ulong)entry.Value);
        }).QuickCheckThrowOnFailure();
    }

    private IEnumerable<string> Shown() => _kept.Where(null, null).Select(item => item.Read()).Select(item => $"{item.Name} {item.ResourceVersion}");

    private static KubeObject Item(string name, int version, string ns = "shop")
    {
        var item = KubeObject.New(ResourceKinds.ConfigMaps, ns, name);
        item.Json["metadata"]!["resourceVersion"] = $"{version}";
        return item;
    }
}
