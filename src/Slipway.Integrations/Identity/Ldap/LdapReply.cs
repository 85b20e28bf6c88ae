using System.Formats.Asn1;
using System.Text;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>A message of a server (RFC 4511, section 4.2 and on): an entry, or a result, or a reference elsewhere, which is neither.</summary>
internal sealed record LdapReply(int Id, LdapEntry? Entry, LdapResult? Result)
{
    private const int BindResponse = 1;
    private const int SearchEntry = 4;
    private const int SearchDone = 5;
    private const int SearchReference = 19;
    private const int ExtendedResponse = 24;

    /// <exception cref="LdapFaultException">It is none.</exception>
    public static LdapReply Read(byte[] message)
    {
        try
        {
            var whole = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
            if (!whole.TryReadInt32(out var id))
                throw new LdapFaultException("the server numbers a message as no other does");
            var tag = whole.PeekTag();
            if (tag.TagClass != TagClass.Application)
                throw new LdapFaultException("the server does not speak LDAP");
            var body = whole.ReadSequence(tag);
            return tag.TagValue switch
            {
                SearchEntry => new LdapReply(id, ReadEntry(body), null),
                SearchReference => new LdapReply(id, null, null),
                BindResponse or SearchDone or ExtendedResponse => new LdapReply(id, null, ReadResult(body)),
                _ => throw new LdapFaultException("the server answers what was not asked"),
            };
        }
        catch (AsnContentException e)
        {
            throw new LdapFaultException("the server does not speak LDAP", e);
        }
    }

    private static LdapResult ReadResult(AsnReader body)
    {
        var code = 0;
        foreach (var octet in body.ReadEnumeratedBytes().Span)
            code = ((code & 0xFFFF) << 8) | octet;
        body.ReadOctetString();
        return new LdapResult(code, Encoding.UTF8.GetString(body.ReadOctetString()));
    }

    private static LdapEntry ReadEntry(AsnReader body)
    {
        var dn = Encoding.UTF8.GetString(body.ReadOctetString());
        var attributes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var list = body.ReadSequence();
        while (list.HasData)
        {
            var attribute = list.ReadSequence();
            var name = Encoding.UTF8.GetString(attribute.ReadOctetString());
            var set = attribute.ReadSetOf();
            var values = new List<string>();
            while (set.HasData)
                values.Add(Encoding.UTF8.GetString(set.ReadOctetString()));
            attributes[name] = values;
        }

        return new LdapEntry(dn, attributes);
    }
}
