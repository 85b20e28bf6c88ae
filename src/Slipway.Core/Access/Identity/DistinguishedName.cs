using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Slipway.Core.Access.Identity;

/// <summary>The name of an entry in a directory (RFC 4514), from the entry up to the root: <c>uid=alice,ou=people,dc=example,dc=org</c>.</summary>
public sealed class DistinguishedName
{
    private const string Special = ",+\"\\<>;=";

    private readonly IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> _levels;

    private DistinguishedName(IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> levels) => _levels = levels;

    /// <summary>The value of the lowest level, where that has a single one: <c>alice</c>.</summary>
    public string? Leaf => _levels[0] is [var only] ? only.Value : null;

    /// <summary>A text as a value within a name: no character of it means anything.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            var c = value[index];
            var isEdgeBlank = c == ' ' && (index == 0 || index == value.Length - 1);
            if (char.IsControl(c))
                text.Append(CultureInfo.InvariantCulture, $"\\{(int)c:x2}");
            else if (Special.Contains(c, StringComparison.Ordinal) || isEdgeBlank || (c == '#' && index == 0))
                text.Append('\\').Append(c);
            else
                text.Append(c);
        }

        return text.ToString();
    }

    public static bool TryParse(string text, [MaybeNullWhen(false)] out DistinguishedName name)
    {
        name = null;
        var levels = new List<IReadOnlyList<KeyValuePair<string, string>>>();
        var level = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (true)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
                return false;
            var type = text[at..equals].Trim();
            if (type.Length == 0 || !type.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
                return false;
            at = equals + 1;
            if (!TryReadValue(text, ref at, out var value))
                return false;
            level.Add(new(type, value));
            if (at < text.Length && text[at] == '+')
            {
                at++;
                continue;
            }

            levels.Add(level);
            if (at == text.Length)
                break;
            level = [];
            at++;
        }

        name = new DistinguishedName(levels);
        return true;
    }

    /// <summary>Whether this entry is below another. Case and runs of blanks do not count, as in most attributes.</summary>
    public bool IsBelow(DistinguishedName other) =>
        _levels.Count > other._levels.Count && _levels.TakeLast(other._levels.Count).Zip(other._levels).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(IReadOnlyList<KeyValuePair<string, string>> one, IReadOnlyList<KeyValuePair<string, string>> other) =>
        one.Select(Plain).Order(StringComparer.Ordinal).SequenceEqual(other.Select(Plain).Order(StringComparer.Ordinal));

    private static string Plain(KeyValuePair<string, string> pair) =>
        $"{pair.Key.ToLowerInvariant()}={string.Join(' ', pair.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant()}";

    /// <summary>Up to the next separator, which stays.</summary>
    private static bool TryReadValue(string text, ref int at, out string value)
    {
        var octets = new List<byte>();
        var kept = 0;
        value = "";
        for (; at < text.Length && text[at] is not (',' or '+' or ';'); at++)
        {
            if (text[at] is '"' or '<' or '>')
                return false;
            if (text[at] != '\\')
            {
                var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                if (text[at] != ' ' || octets.Count > 0)
                    octets.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, length)));
                if (text[at] != ' ')
                    kept = octets.Count;
                at += length - 1;
                continue;
            }

            if (at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                octets.AddRange(Convert.FromHexString(text.AsSpan(at + 1, 2)));
                at += 2;
            }
            else if (at + 1 < text.Length && (Special.Contains(text[at + 1], StringComparison.Ordinal) || text[at + 1] is ' ' or '#'))
            {
                octets.Add((byte)text[at + 1]);
                at++;
            }
            else
            {
                return false;
            }

            kept = octets.Count;
        }

        value = Encoding.UTF8.GetString([.. octets.Take(kept)]);
        return value.Length > 0;
    }
}
