using System.Text.RegularExpressions;
using HandlebarsDotNet;
using Slipway.Core.Notices;

namespace Slipway.Integrations.Notices;

/// <summary>A Handlebars template over a notice. Values are put in as they are, or as the channel escapes them; never as HTML.</summary>
public sealed partial class NoticeTemplate
{
    /// <summary>Characters of a rendered text.</summary>
    private const int MaxLength = 20_000;

    private static readonly NoticeBody Sample = new()
    {
        Topic = "rollout.ended",
        Rollout = "shop.production.7",
        Sequence = 12,
        App = "shop",
        Environment = "production",
        Version = "2.0.0",
        FromVersion = "1.0.0",
        Kind = "deploy",
        Phase = "rolled-back",
        Who = "engine",
        When = DateTimeOffset.UnixEpoch,
        Sentence = "rolled back",
        Reason = "too many errors",
    };

    private readonly HandlebarsTemplate<object, object> _render;

    /// <param name="escape">What the channel asks to be done with a value; null for nothing.</param>
    /// <exception cref="HandlebarsException">It is no template; <see cref="Check"/> says where.</exception>
    public NoticeTemplate(string template, Func<string, string>? escape = null) => _render = Compile(template, escape, strict: false);

    /// <summary>What is wrong with a template, names that no notice has included; null for nothing.</summary>
    public static TemplateFault? Check(string template)
    {
        try
        {
            // With and without what may be missing, so that both sides of a condition are tried.
            var render = Compile(template, null, strict: true);
            _ = render(Values(Sample, new Uri("http://127.0.0.1")));
            _ = render(Values(Sample with { FromVersion = null, Reason = null }, null));
            return null;
        }
        catch (Exception fault)
        {
            // What the library throws has no base of its own.
            return new TemplateFault(LineOf(template, fault.Message), $"is no template: {Sentence(fault.Message)}");
        }
    }

    public string Render(NoticeBody notice, Uri? link)
    {
        var text = _render(Values(notice, link));
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }

    private static HandlebarsTemplate<object, object> Compile(string template, Func<string, string>? escape, bool strict) =>
        Handlebars.Create(new HandlebarsConfiguration
        {
            TextEncoder = escape is null ? null : new ChannelEncoder(escape),
            NoEscape = escape is null,
            ThrowOnUnresolvedBindingExpression = strict,
        }).Compile(template);

    private static Dictionary<string, object?> Values(NoticeBody notice, Uri? link) => new()
    {
        ["topic"] = notice.Topic,
        ["rollout"] = notice.Rollout,
        ["sequence"] = notice.Sequence,
        ["app"] = notice.App,
        ["environment"] = notice.Environment,
        ["version"] = notice.Version,
        ["fromVersion"] = notice.FromVersion,
        ["kind"] = notice.Kind,
        ["phase"] = notice.Phase,
        ["who"] = notice.Who,
        ["when"] = notice.When.ToString("u"),
        ["sentence"] = notice.Sentence,
        ["reason"] = notice.Reason,
        ["link"] = link?.ToString(),
    };

    /// <summary>The library names what it stumbled over, not where: the first, for an open block the last, tag that has it.</summary>
    private static int LineOf(string template, string message)
    {
        var name = Named.Match(message) is { Success: true } match ? match.Groups["name"].Value : "";
        var tags = Tag.Matches(template).Where(tag => tag.Value.Contains(name, StringComparison.Ordinal)).ToList();
        var at = tags.Count == 0 ? template.LastIndexOf("{{", StringComparison.Ordinal) : (message.StartsWith("Reached end", StringComparison.Ordinal) ? tags[^1] : tags[0]).Index;
        return template.AsSpan(0, Math.Max(at, 0)).Count('\n') + 1;
    }

    private static string Sentence(string message) => Undefined.Match(message) is { Success: true } match
        ? $"a notice has no '{match.Groups["name"].Value}'; it has {string.Join(", ", Values(Sample, null).Keys)}"
        : char.ToLowerInvariant(message[0]) + message.Split(". ")[0].TrimEnd('.')[1..];

    [GeneratedRegex(@"'/?(?<name>[^']+)'|^(?<name>\S+) is undefined", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"^(?<name>\S+) is undefined", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Undefined { get; }

    [GeneratedRegex(@"\{\{[^}]*\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tag { get; }
}
