using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Specs;
using Xunit;

namespace Slipway.Core.Tests.Specs;

public sealed class SpecReaderPropertyTests
{
    private static readonly string Spine = File.ReadAllText(Path.Combine(Folder(), "Good/spine.yaml"));
    private static readonly string Everything = File.ReadAllText(Path.Combine(Folder(), "Good/everything.yaml"));

    [Fact]
    public void No_text_makes_it_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsAnswered(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void No_mixture_of_yaml_signs_makes_it_throw()
    {
        var signs = Gen.Elements("a", "- ", ": ", "\n", "  ", "[", "]", "{", "}", "\"", "'", "&x ", "*x", "<<", "|", ">", "#", "---\n", "...\n", "%", "!", "?", ",", "\t", "\\", "\"\\U", "app", "~", "\0", "\u2028");
        var text = signs.ListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(text.ToArbitrary(), IsAnswered));
    }

    [Fact]
    public void No_damage_to_a_good_spec_makes_it_throw()
    {
        var damage = from at in Gen.Choose(0, Everything.Length - 1)
                     from length in Gen.Choose(0, Math.Min(20, Everything.Length - at))
                     from put in Gen.Elements("", " ", "\n", ":", "[", "}", "-1", "%", "\"", "null", "*target", "99999999999999999999", "app: ")
                     select Everything.Remove(at, length).Insert(at, put);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(damage.ToArbitrary(), IsAnswered));
    }

    [Fact]
    public void Comments_and_the_order_of_keys_do_not_change_the_spec()
    {
        var expected = SpecJson.Of(SpecReader.Read(Spine, "/srv"));
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var shuffled = YamlShuffle.Of(Spine, new Random(seed));
            SpecJson.Of(SpecReader.Read(shuffled, "/srv")).ShouldBe(expected, shuffled);
        }).QuickCheckThrowOnFailure();
    }

    private static void IsAnswered(string text)
    {
        var result = SpecReader.Read(text, "/srv");
        result.IsValid.ShouldBe(result.Errors.Count == 0);
        result.Errors.ShouldAllBe(e => e.Line > 0 && e.Column > 0 && e.Message.Length > 0);
    }

    private static string Folder([CallerFilePath] string caller = "") => Path.GetDirectoryName(caller)!;
}
