using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Access.Identity;
using Xunit;

namespace Slipway.Core.Tests.Access.Identity;

public sealed class LdapFilterTextTests
{
    private static readonly Dictionary<string, string> Values = new() { ["user"] = "al*ice)(" };

    [Fact]
    public void What_is_typed_is_a_value_and_never_syntax()
    {
        var filter = LdapFilterText.Parse("(&(objectClass=person)(uid={user}))", "user").ShouldBeOfType<LdapFilter.And>();
        filter.Parts.Count.ShouldBe(2);
        var compare = filter.Parts[1].ShouldBeOfType<LdapFilter.Compare>();
        compare.Attribute.ShouldBe("uid");
        Encoding.UTF8.GetString(compare.Value.Fill(Values)).ShouldBe("al*ice)(");
    }

    [Fact]
    public void A_place_may_stand_within_a_value() =>
        Encoding.UTF8.GetString(LdapFilterText.Parse("(mail={user}@example.org)", "user").ShouldBeOfType<LdapFilter.Compare>().Value.Fill(Values))
            .ShouldBe("al*ice)(@example.org");

    [Theory]
    [InlineData("(cn=a\\2ab\\29\\5c)", "a*b)\\")]
    [InlineData("(cn=zo\\c3\\ab)", "zoë")]
    [InlineData("(cn=zoë 🚀)", "zoë 🚀")]
    [InlineData("(cn=\\7buser\\7d)", "{user}")]
    [InlineData("(cn=)", "")]
    public void Literals_are_octets_with_escapes(string text, string value) =>
        Encoding.UTF8.GetString(LdapFilterText.Parse(text, "user").ShouldBeOfType<LdapFilter.Compare>().Value.Fill(Values)).ShouldBe(value);

    [Theory]
    [InlineData("(cn>=a)", LdapComparison.AtLeast)]
    [InlineData("(cn<=a)", LdapComparison.AtMost)]
    [InlineData("(cn~=a)", LdapComparison.Approximately)]
    [InlineData("(cn=a)", LdapComparison.Equal)]
    public void Comparisons_are_told_apart(string text, LdapComparison how) =>
        LdapFilterText.Parse(text).ShouldBeOfType<LdapFilter.Compare>().How.ShouldBe(how);

    [Fact]
    public void Stars_make_substrings_or_ask_for_presence()
    {
        LdapFilterText.Parse("(cn=*)").ShouldBe(new LdapFilter.Present("cn"));
        var middle = LdapFilterText.Parse("(cn=a*b*c)").ShouldBeOfType<LdapFilter.Substrings>();
        (middle.First is not null, middle.Middle.Count, middle.Last is not null).ShouldBe((true, 1, true));
        var open = LdapFilterText.Parse("(cn=*b*)").ShouldBeOfType<LdapFilter.Substrings>();
        (open.First, open.Middle.Count, open.Last).ShouldBe((null, 1, null));
    }

    [Theory]
    [InlineData("(member:1.2.840.113556.1.4.1941:={user})", "member", false, "1.2.840.113556.1.4.1941")]
    [InlineData("(ou:dn:=people)", "ou", true, null)]
    [InlineData("(:dn:2.4.6.8.10:=x)", null, true, "2.4.6.8.10")]
    public void Rules_of_the_directory_can_be_asked_for(string text, string? attribute, bool ofDn, string? rule)
    {
        var extended = LdapFilterText.Parse(text, "user").ShouldBeOfType<LdapFilter.Extended>();
        (extended.Attribute, extended.OfDn, extended.Rule).ShouldBe((attribute, ofDn, rule));
    }

    [Theory]
    [InlineData("", "at character 1: a ( belongs here")]
    [InlineData("uid=a", "at character 1: a ( belongs here")]
    [InlineData("(uid=a", "at character 7: a ) belongs here")]
    [InlineData("(uid=a))", "at character 8: the filter ends before")]
    [InlineData("(=a)", "at character 2: an attribute such as uid belongs here")]
    [InlineData("(uid)", "at character 5: a = belongs here")]
    [InlineData("(uid={dn})", "at character 6: what stands in braces is {user}; a brace itself is \\7b")]
    [InlineData("(uid={user)", "at character 6: what stands in braces is {user}; a brace itself is \\7b")]
    [InlineData("(uid=a**b)", "at character 2: two * follow one another")]
    [InlineData("(uid>=a*)", "at character 2: * goes with = only")]
    [InlineData("(uid=\\2)", "at character 6: two hexadecimal digits follow a \\")]
    [InlineData("(uid=a(b)", "at character 7: a parenthesis within a value is \\28 or \\29")]
    [InlineData("(:=a)", "at character 2: a rule looks like memberOf:1.2.840.113556.1.4.1941:=")]
    [InlineData("(&)", "at character 3: a ( belongs here")]
    public void A_fault_is_told_with_its_place(string text, string message) =>
        Should.Throw<FormatException>(() => LdapFilterText.Parse(text, "user")).Message.ShouldBe(message);

    [Fact]
    public void Filters_within_filters_have_an_end() =>
        Should.Throw<FormatException>(() => LdapFilterText.Parse(string.Concat(Enumerable.Repeat("(!", 2000)), "user")).Message.ShouldContain("in one another");

    [Fact]
    public void No_text_makes_it_throw_anything_else()
    {
        var signs = Gen.Elements("(", ")", "&", "|", "!", "=", ">", "<", "~", ":", "*", "\\", "\\2a", "{", "}", "{user}", "uid", "dn", "1.2", "é", "\ud800", "\0", " ");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(signs.ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                LdapFilterText.Parse(text, "user");
            }
            catch (FormatException)
            {
                // The only answer to what is none.
            }

            return true;
        }));
    }
}
