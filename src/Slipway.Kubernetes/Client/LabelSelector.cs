using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Client;

/// <summary>Which labels an object must have: what the server selects by, decided here.</summary>
public sealed class LabelSelector
{
    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(IReadOnlyList<Requirement> requirements) => _requirements = requirements;

    private enum Operator
    {
        In,
        NotIn,
        Exists,
        DoesNotExist,
    }

    /// <summary>True when it asks for nothing, so that every object matches.</summary>
    public bool IsEmpty => _requirements.Count == 0;

    /// <param name="text">As in queries: <c>app=web,tier in (front,back),env notin (test),release!=old,canary,!legacy</c>; empty for all.</param>
    /// <exception cref="FormatException">It is no selector.</exception>
    public static LabelSelector Parse(string text) =>
        new([.. Split(text).Select(part => ParseOne(part, text))]);

    /// <param name="selector">As in objects: <c>matchLabels</c> and <c>matchExpressions</c>.</param>
    /// <exception cref="FormatException">It has an operator that is not known.</exception>
    public static LabelSelector Of(JsonObject selector)
    {
        var read = new KubeObject(selector);
        var requirements = read.Texts("matchLabels").OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => new Requirement(label.Key, Operator.In, [label.Value])).ToList();
        foreach (var item in read.Items("matchExpressions"))
        {
            var expression = new KubeObject(item);
            var values = (expression.Find("values") as JsonArray ?? []).Select(value => $"{value}").ToList();
            requirements.Add(Enum.TryParse<Operator>(expression.Text("operator"), out var kind)
                ? new Requirement(expression.Text("key") ?? "", kind, values)
                : throw new FormatException($"a selector has the operator '{expression.Text("operator")}'; there are In, NotIn, Exists and DoesNotExist"));
        }

        return new LabelSelector(requirements);
    }

    /// <param name="labels">Those of an object.</param>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.All(requirement => requirement.Matches(labels));

    /// <summary>As in queries.</summary>
    public override string ToString() => string.Join(',', _requirements);

    /// <summary>At commas, but not at those between brackets.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var inside = false;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (text[at] != ',' || inside))
            {
                inside = text[at] switch { '(' => true, ')' => false, _ => inside };
                continue;
            }

            if (text[start..at].Trim() is { Length: > 0 } part)
                yield return part;
            start = at + 1;
        }
    }

    private static Requirement ParseOne(string part, string text)
    {
        if (part.EndsWith(')') && part.IndexOf('(') is var open and > 0)
        {
            var values = part[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
            return part[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
            {
                [var key, "in"] => new Requirement(Name(key, text), Operator.In, values),
                [var key, "notin"] => new Requirement(Name(key, text), Operator.NotIn, values),
                _ => throw Wrong(text),
            };
        }

        if (part.StartsWith('!'))
            return new Requirement(Name(part[1..], text), Operator.DoesNotExist, []);
        var equals = part.IndexOf('=');
        if (equals < 0)
            return new Requirement(Name(part, text), Operator.Exists, []);
        var not = equals > 0 && part[equals - 1] == '!';
        return new Requirement(Name(part[..(not ? equals - 1 : equals)], text), not ? Operator.NotIn : Operator.In, [part[equals..].TrimStart('=').Trim()]);
    }

    private static string Name(string key, string text) =>
        key.Trim() is { Length: > 0 } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') ? name : throw Wrong(text);

    private static FormatException Wrong(string text) => new($"'{text}' is no selector of labels; write 'app=web' or 'tier in (front,back)'");

    private sealed record Requirement(string Key, Operator Operator, IReadOnlyList<string> Values)
    {
        public bool Matches(IReadOnlyDictionary<string, string> labels)
        {
            var has = labels.TryGetValue(Key, out var value);
            return Operator switch
            {
                Operator.In => has && Values.Contains(value),
                Operator.NotIn => !has || !Values.Contains(value),
                Operator.Exists => has,
                _ => !has,
            };
        }

        public override string ToString() => (Operator, Values) switch
        {
            (Operator.Exists, _) => Key,
            (Operator.DoesNotExist, _) => $"!{Key}",
            (Operator.In, [var only]) => $"{Key}={only}",
            (Operator.NotIn, [var only]) => $"{Key}!={only}",
            (Operator.In, _) => $"{Key} in ({string.Join(',', Values)})",
            _ => $"{Key} notin ({string.Join(',', Values)})",
        };
    }
}
