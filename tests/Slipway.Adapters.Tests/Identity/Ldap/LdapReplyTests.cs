using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Integrations.Identity.Ldap;
using Xunit;

namespace Slipway.Adapters.Tests.Identity.Ldap;

public sealed class LdapReplyTests
{
    // Message 2: the entry uid=a with the attribute uid of the values "a" and "b".
    private static readonly byte[] Entry = Convert.FromHexString("301D020102641804057569643D61300F300D04037569643106040161040162");

    [Fact]
    public void An_entry_is_read_with_all_its_values()
    {
        var reply = LdapReply.Read(Entry);
        reply.Id.ShouldBe(2);
        var entry = reply.Entry.ShouldNotBeNull();
        entry.Dn.ShouldBe("uid=a");
        entry.ValuesOf("UID").ShouldBe(["a", "b"]);
    }

    [Fact]
    public void No_octets_make_it_throw_anything_but_its_own_fault() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), octets => IsAnswered(octets ?? [])));

    [Fact]
    public void No_damage_to_a_message_makes_it_throw_anything_but_its_own_fault()
    {
        var damage = from at in Gen.Choose(0, Entry.Length - 1)
                     from put in Gen.Choose(0, 255)
                     from length in Gen.Choose(at + 1, Entry.Length)
                     select Entry.Take(length).Select((octet, index) => index == at ? (byte)put : octet).ToArray();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(damage.ToArbitrary(), IsAnswered));
    }

    [Fact]
    public void Values_that_come_in_parts_are_not_taken_for_all()
    {
        var entry = new LdapEntry("uid=a", new Dictionary<string, IReadOnlyList<string>> { ["memberOf;range=0-1499"] = ["cn=a"] });
        Should.Throw<LdapFaultException>(() => entry.ValuesOf("memberof"));
        entry.ValuesOf("uid").ShouldBeEmpty();
    }

    private static bool IsAnswered(byte[] octets)
    {
        try
        {
            LdapReply.Read(octets);
        }
        catch (LdapFaultException)
        {
            // The only answer to what is none.
        }

        return true;
    }
}
