using System.Formats.Asn1;
using System.Text;
using Slipway.Core.Access.Identity;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>Messages to a server, encoded (RFC 4511).</summary>
internal static class LdapRequest
{
    private const int Version = 3;
    private const string StartTlsName = "1.3.6.1.4.1.1466.20037";

    /// <summary>A simple bind. With an empty name or password servers let it pass as that of nobody: whoever calls has checked.</summary>
    public static byte[] Bind(int id, string dn, string password) => Message(id, Application(0), writer =>
    {
        writer.WriteInteger(Version);
        Text(writer, dn);
        writer.WriteOctetString(Encoding.UTF8.GetBytes(password), Context(0));
    });

    public static byte[] StartTls(int id) => Message(id, Application(23), writer => writer.WriteOctetString(Encoding.UTF8.GetBytes(StartTlsName), Context(0)));

    public static byte[] Unbind(int id)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            writer.WriteNull(new Asn1Tag(TagClass.Application, 2));
        }

        return writer.Encode();
    }

    /// <param name="seconds">That the server may take.</param>
    public static byte[] Search(int id, LdapSearch search, int seconds) => Message(id, Application(3), writer =>
    {
        Text(writer, search.Base);
        writer.WriteEnumeratedValue(search.Scope);
        // Aliases are never followed, which is 0 as well.
        writer.WriteEnumeratedValue(LdapScope.Base);
        writer.WriteInteger(search.MaxEntries);
        writer.WriteInteger(seconds);
        writer.WriteBoolean(false);
        Filter(writer, search.Filter, search.Values);
        using (writer.PushSequence())
        {
            foreach (var attribute in search.Attributes)
                Text(writer, attribute);
        }
    });

    private static void Filter(AsnWriter writer, LdapFilter filter, IReadOnlyDictionary<string, string> values)
    {
        switch (filter)
        {
            case LdapFilter.And and:
                using (writer.PushSetOf(Context(0, true)))
                    and.Parts.ToList().ForEach(p => Filter(writer, p, values));
                break;
            case LdapFilter.Or or:
                using (writer.PushSetOf(Context(1, true)))
                    or.Parts.ToList().ForEach(p => Filter(writer, p, values));
                break;
            case LdapFilter.Not not:
                using (writer.PushSequence(Context(2, true)))
                    Filter(writer, not.Part, values);
                break;
            case LdapFilter.Present present:
                writer.WriteOctetString(Encoding.UTF8.GetBytes(present.Attribute), Context(7));
                break;
            case LdapFilter.Compare compare:
                using (writer.PushSequence(Context(TagOf(compare.How), true)))
                {
                    Text(writer, compare.Attribute);
                    writer.WriteOctetString(compare.Value.Fill(values));
                }

                break;
            case LdapFilter.Substrings substrings:
                Substrings(writer, substrings, values);
                break;
            case LdapFilter.Extended extended:
                Extended(writer, extended, values);
                break;
            default:
                throw new InvalidOperationException($"Unknown filter {filter.GetType().Name}");
        }
    }

    private static void Substrings(AsnWriter writer, LdapFilter.Substrings substrings, IReadOnlyDictionary<string, string> values)
    {
        using var _ = writer.PushSequence(Context(4, true));
        Text(writer, substrings.Attribute);
        using var __ = writer.PushSequence();
        if (substrings.First is { } first)
            writer.WriteOctetString(first.Fill(values), Context(0));
        foreach (var middle in substrings.Middle)
            writer.WriteOctetString(middle.Fill(values), Context(1));
        if (substrings.Last is { } last)
            writer.WriteOctetString(last.Fill(values), Context(2));
    }

    private static void Extended(AsnWriter writer, LdapFilter.Extended extended, IReadOnlyDictionary<string, string> values)
    {
        using var _ = writer.PushSequence(Context(9, true));
        if (extended.Rule is { } rule)
            writer.WriteOctetString(Encoding.UTF8.GetBytes(rule), Context(1));
        if (extended.Attribute is { } attribute)
            writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute), Context(2));
        writer.WriteOctetString(extended.Value.Fill(values), Context(3));
        if (extended.OfDn)
            writer.WriteBoolean(true, Context(4));
    }

    private static int TagOf(LdapComparison how) => how switch
    {
        LdapComparison.Equal => 3,
        LdapComparison.AtLeast => 5,
        LdapComparison.AtMost => 6,
        _ => 8,
    };

    private static byte[] Message(int id, Asn1Tag operation, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(operation))
                write(writer);
        }

        return writer.Encode();
    }

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text));

    private static Asn1Tag Application(int number) => new(TagClass.Application, number, isConstructed: true);

    private static Asn1Tag Context(int number, bool isConstructed = false) => new(TagClass.ContextSpecific, number, isConstructed);
}
