using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Access.Identity;
using Xunit;

namespace Slipway.Core.Tests.Access.Identity;

public sealed class DistinguishedNameTests
{
    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("a,ou=x", "a\\,ou\\=x")]
    [InlineData(" a b ", "\\ a b\\ ")]
    [InlineData("#1", "\\#1")]
    [InlineData("a#", "a#")]
    [InlineData("a+\"b\"<>;\\", "a\\+\\\"b\\\"\\<\\>\\;\\\\")]
    [InlineData("a\0b", "a\\00b")]
    public void A_value_is_escaped_where_it_could_mean_something(string value, string escaped) => DistinguishedName.Escape(value).ShouldBe(escaped);

    [Fact]
    public void Whatever_is_escaped_stays_one_value_below_the_rest()
    {
        DistinguishedName.TryParse("ou=people,dc=example", out var people).ShouldBeTrue();
        var text = ArbMap.Default.ArbFor<string>().Generator.Where(t => !string.IsNullOrEmpty(t) && !t.Any(char.IsSurrogate));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(text.ToArbitrary(), value =>
            DistinguishedName.TryParse($"uid={DistinguishedName.Escape(value)},ou=people,dc=example", out var name) && name.Leaf == value && name.IsBelow(people!)));
    }

    [Theory]
    [InlineData("cn=release,ou=groups,dc=example", true)]
    [InlineData("CN=Release, OU=Groups, DC=Example", true)]
    [InlineData("cn=release,ou=more,ou=groups,dc=example", true)]
    [InlineData("cn=a\\,ou\\=x,ou=groups,dc=example", true)]
    [InlineData("ou=groups,dc=example", false)]
    [InlineData("cn=release,ou=lab,dc=example", false)]
    [InlineData("cn=release\\,ou=groups,dc=example", false)]
    [InlineData("cn=release,ou=groups,dc=example,dc=org", false)]
    [InlineData("cn=release,ou=groups+l=x,dc=example", false)]
    public void Only_what_is_below_an_entry_is_below_it(string text, bool isBelow)
    {
        DistinguishedName.TryParse("ou=groups,dc=example", out var groups).ShouldBeTrue();
        DistinguishedName.TryParse(text, out var name).ShouldBeTrue();
        name.IsBelow(groups).ShouldBe(isBelow);
    }

    [Theory]
    [InlineData("cn=shop\\, web,dc=x", "shop, web")]
    [InlineData("cn=shop\\2C web,dc=x", "shop, web")]
    [InlineData("cn=zo\\C3\\AB,dc=x", "zoë")]
    [InlineData("cn= a b ,dc=x", "a b")]
    [InlineData("cn=a\\ ,dc=x", "a ")]
    [InlineData("cn=a+sn=b,dc=x", null)]
    public void The_lowest_value_is_read_without_its_escapes(string text, string? leaf)
    {
        DistinguishedName.TryParse(text, out var name).ShouldBeTrue();
        name.Leaf.ShouldBe(leaf);
    }

    [Theory]
    [InlineData("")]
    [InlineData("people")]
    [InlineData("=x")]
    [InlineData("cn=")]
    [InlineData("cn=a,")]
    [InlineData("cn=a,,dc=x")]
    [InlineData("cn=a\\")]
    [InlineData("cn=a\\x")]
    [InlineData("cn=\"a\",dc=x")]
    [InlineData("c n=a")]
    public void What_is_no_name_is_none(string text) => DistinguishedName.TryParse(text, out _).ShouldBeFalse();
}
