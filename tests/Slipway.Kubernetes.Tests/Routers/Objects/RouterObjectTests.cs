using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Objects;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

/// <summary>What holds for each kind of router, whatever else stands in its object.</summary>
public sealed class RouterObjectTests
{
    private const int Cases = 300;

    public static TheoryData<string> Names { get; } = [.. RouterSketch.All.Select(sketch => sketch.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_read_back_and_writing_it_again_changes_nothing(string name) => Each(name, (sketch, start, path, _) =>
    {
        var main = start;
        foreach (var wanted in path)
        {
            var own = sketch.Object.WriteOwn(main, wanted);
            main = sketch.Object.Write(main, wanted);
            sketch.Object.Read(main, own, pinned: null).ShouldBe(wanted.Split);
            sketch.Object.Write(main, wanted).ToJsonString().ShouldBe(main.ToJsonString());
            sketch.Object.WriteOwn(main, wanted)?.ToJsonString().ShouldBe(own?.ToJsonString());
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void What_others_wrote_stays_byte_for_byte_while_the_sides_share(string name) => Each(name, (sketch, start, path, foreign) =>
    {
        var main = start;
        foreach (var wanted in path)
        {
            main = sketch.Object.Write(main, wanted);
            foreach (var fragment in foreign.Fragments)
                main.ToJsonString().ShouldContain(fragment);
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void At_the_end_an_object_is_as_it_was_but_for_the_side_that_it_leads_to(string name) => Each(name, (sketch, start, path, _) =>
    {
        var main = path.Aggregate(start, sketch.Object.Write);
        var side = path[^1].Main.Label();
        sketch.Ours(main.ToJsonString().Replace($"shop-{side}", "shop", StringComparison.Ordinal)).ShouldBe(sketch.Ours(start.ToJsonString()));
        sketch.Object.WriteOwn(main, path[^1]).ShouldBeNull();
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void The_object_that_is_given_is_not_touched(string name) => Each(name, (sketch, start, path, _) =>
    {
        var before = start.ToJsonString();
        sketch.Object.Write(start, path[0]);
        sketch.Object.WriteOwn(start, path[0]);
        start.ToJsonString().ShouldBe(before);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Before_the_first_order_all_go_where_the_apps_Service_leads(string name) => Each(name, (sketch, start, _, _) =>
    {
        sketch.Object.Read(start, own: null, Slot.Green).ShouldBe(TrafficSplit.AllTo(Slot.Green));
        sketch.Object.Read(start, own: null, pinned: null).ShouldBeNull();
    });

    /// <summary>Any sequence of orders, crashes between them included, that ends with all requests on one side.</summary>
    private static void Each(string name, Action<RouterSketch, JsonObject, IReadOnlyList<Wanted>, ForeignJson> holds)
    {
        var sketch = RouterSketch.All.Single(s => s.Name == name);
        var order = from percent in Gen.Choose(0, 100) from green in Gen.Elements(true, false) select new Wanted(TrafficSplit.With(Slot.Green, Weight.FromPercent(percent)), green ? Slot.Green : Slot.Blue);
        var last = from green in Gen.Elements(true, false) from stable in Gen.Elements(Slot.Blue, Slot.Green) select new Wanted(TrafficSplit.AllTo(green ? Slot.Green : Slot.Blue), stable);
        var cases = from seed in Gen.Choose(0, int.MaxValue) from path in order.ListOf(5) from end in last select (Seed: seed, Path: path.Append(end).ToList());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var foreign = new ForeignJson(given.Seed);
            holds(sketch, sketch.Draw(foreign), given.Path, foreign);
        }));
    }
}
