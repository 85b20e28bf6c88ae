using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Gates.Checklists;

/// <summary>Fills in what a check's texts leave open: <c>{app}</c>, <c>{environment}</c> and <c>{version}</c>. What is filled in has no character that a URL, a query or an argument could take for its own.</summary>
public static class ItemWords
{
    /// <param name="release">Null: <c>{version}</c> stays as it is.</param>
    public static ItemCheck Fill(ItemCheck check, EnvironmentKey key, ReleaseVersion? release)
    {
        return check switch
        {
            HttpItemCheck http => http with { Url = Filled(http.Url), Contains = http.Contains is null ? null : Filled(http.Contains) },
            TcpItemCheck tcp => tcp with { Address = Filled(tcp.Address) },
            CommandItemCheck command => command with { Run = [.. command.Run.Select(Filled)], Contains = command.Contains is null ? null : Filled(command.Contains) },
            SqlItemCheck sql => sql with { Query = Filled(sql.Query) },
            _ => check,
        };

        string Filled(string text)
        {
            var named = text.Replace("{app}", key.App, StringComparison.Ordinal).Replace("{environment}", key.Environment, StringComparison.Ordinal);
            return release is { } version ? named.Replace("{version}", version.ToString(), StringComparison.Ordinal) : named;
        }
    }
}
