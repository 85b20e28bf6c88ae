using System.Text;

namespace Slipway.Core.Access.Identity;

/// <summary>Reads filters as people write them (RFC 4515), with places such as <c>{user}</c> in values; a brace of its own is <c>\7b</c>.</summary>
public static class LdapFilterText
{
    private const int MaxDepth = 20;

    /// <param name="places">Names that may stand in braces.</param>
    /// <exception cref="FormatException">It is none; the message says where and why.</exception>
    public static LdapFilter Parse(string text, params IReadOnlyList<string> places)
    {
        var at = 0;
        var filter = Read(text, ref at, places, 0);
        return at == text.Length ? filter : throw Fault(at, "the filter ends before");
    }

    private static LdapFilter Read(string text, ref int at, IReadOnlyList<string> places, int depth)
    {
        if (depth > MaxDepth)
            throw Fault(at, $"more than {MaxDepth} filters in one another");
        Expect(text, ref at, '(');
        LdapFilter filter;
        switch (at < text.Length ? text[at] : ')')
        {
            case '&':
                at++;
                filter = new LdapFilter.And(ReadList(text, ref at, places, depth));
                break;
            case '|':
                at++;
                filter = new LdapFilter.Or(ReadList(text, ref at, places, depth));
                break;
            case '!':
                at++;
                filter = new LdapFilter.Not(Read(text, ref at, places, depth + 1));
                break;
            default:
                filter = ReadItem(text, ref at, places);
                break;
        }

        Expect(text, ref at, ')');
        return filter;
    }

    private static List<LdapFilter> ReadList(string text, ref int at, IReadOnlyList<string> places, int depth)
    {
        var parts = new List<LdapFilter>();
        do
        {
            parts.Add(Read(text, ref at, places, depth + 1));
        }
        while (at < text.Length && text[at] == '(');
        return parts;
    }

    private static LdapFilter ReadItem(string text, ref int at, IReadOnlyList<string> places)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '.' or ';' or ':'))
            at++;
        var left = text[start..at];
        if (at < text.Length && text[at] == '=' && left.EndsWith(':'))
        {
            at++;
            return Extended(left[..^1], Values(text, ref at, places), start);
        }

        var how = (at < text.Length ? text[at] : '\0') switch
        {
            '>' => LdapComparison.AtLeast,
            '<' => LdapComparison.AtMost,
            '~' => LdapComparison.Approximately,
            _ => LdapComparison.Equal,
        };
        if (how != LdapComparison.Equal)
            at++;
        Expect(text, ref at, '=');
        if (!IsAttribute(left))
            throw Fault(start, "an attribute such as uid belongs here");
        var values = Values(text, ref at, places);
        if (values.Count == 1)
            return new LdapFilter.Compare(how, left, values[0]);
        if (how != LdapComparison.Equal)
            throw Fault(start, "* goes with = only");
        if (values.Skip(1).SkipLast(1).Any(v => v.Parts.Count == 0))
            throw Fault(start, "two * follow one another");
        return values.All(v => v.Parts.Count == 0)
            ? new LdapFilter.Present(left)
            : new LdapFilter.Substrings(left, OrNull(values[0]), [.. values.Skip(1).SkipLast(1)], OrNull(values[^1]));
    }

    private static LdapFilter.Extended Extended(string left, List<LdapValue> values, int start)
    {
        var parts = left.Split(':').ToList();
        var ofDn = parts.Skip(1).Any(p => p.Equals("dn", StringComparison.OrdinalIgnoreCase));
        var rules = parts.Skip(1).Where(p => !p.Equals("dn", StringComparison.OrdinalIgnoreCase)).ToList();
        var attribute = parts[0].Length == 0 ? null : parts[0];
        if (values.Count > 1 || rules.Count > 1 || rules.Any(r => !IsAttribute(r)) || (attribute is null ? rules.Count == 0 : !IsAttribute(attribute)))
            throw Fault(start, "a rule looks like memberOf:1.2.840.113556.1.4.1941:=");
        return new LdapFilter.Extended(attribute, ofDn, rules.FirstOrDefault(), values[0]);
    }

    /// <summary>The values between the stars; one where there is no star.</summary>
    private static List<LdapValue> Values(string text, ref int at, IReadOnlyList<string> places)
    {
        var values = new List<LdapValue>();
        var parts = new List<LdapValuePart>();
        for (; at < text.Length && text[at] != ')'; at++)
        {
            switch (text[at])
            {
                case '*':
                    values.Add(new LdapValue(parts));
                    parts = [];
                    break;
                case '{':
                    var end = text.IndexOf('}', at);
                    var place = end < 0 ? "" : text[(at + 1)..end];
                    if (!places.Contains(place))
                        throw Fault(at, $"what stands in braces is {string.Join(" or ", places.Select(p => $"{{{p}}}"))}; a brace itself is \\7b");
                    parts.Add(new LdapValuePart([], place));
                    at = end;
                    break;
                case '\\':
                    if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                        throw Fault(at, "two hexadecimal digits follow a \\");
                    parts.Add(new LdapValuePart(Convert.FromHexString(text.AsSpan(at + 1, 2)), null));
                    at += 2;
                    break;
                case '(' or '\0':
                    throw Fault(at, "a parenthesis within a value is \\28 or \\29");
                default:
                    var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                    parts.Add(new LdapValuePart(Encoding.UTF8.GetBytes(text.Substring(at, length)), null));
                    at += length - 1;
                    break;
            }
        }

        values.Add(new LdapValue(parts));
        return values;
    }

    private static LdapValue? OrNull(LdapValue value) => value.Parts.Count == 0 ? null : value;

    private static bool IsAttribute(string text) => text.Length > 0 && !text.Contains(':', StringComparison.Ordinal) && char.IsAsciiLetterOrDigit(text[0]);

    private static void Expect(string text, ref int at, char c)
    {
        if (at >= text.Length || text[at] != c)
            throw Fault(at, $"a {c} belongs here");
        at++;
    }

    private static FormatException Fault(int at, string message) => new($"at character {at + 1}: {message}");
}
