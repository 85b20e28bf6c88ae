using Slipway.Core.Gates;

namespace Slipway.Core.Notices.Model;

/// <summary>Which notices go where. Patterns as <see cref="Glob"/> has them.</summary>
public sealed record NoticeRoute
{
    /// <summary>Names of destinations.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Patterns of topics; one has to match.</summary>
    public IReadOnlyList<string> On { get; init; } = ["**"];

    /// <summary>Patterns of <c>app/environment</c>; one has to match.</summary>
    public IReadOnlyList<string> For { get; init; } = ["**"];

    public bool Takes(NoticeBody notice) =>
        On.Any(pattern => Glob.Matches(pattern, notice.Topic)) && For.Any(pattern => Glob.Matches(pattern, $"{notice.App}/{notice.Environment}"));

    /// <summary>The destinations of a notice: each once, whatever the number of routes that lead to it.</summary>
    public static IReadOnlyList<string> Destinations(IEnumerable<NoticeRoute> routes, NoticeBody notice) =>
        [.. routes.Where(route => route.Takes(notice)).SelectMany(route => route.To).Distinct(StringComparer.Ordinal)];
}
