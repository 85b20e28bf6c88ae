using System.IO.Hashing;
using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>Decides the side of a request. Immutable but for turns: a new configuration is a new table, put in by one reference.</summary>
internal sealed class RoutingTable
{
    private readonly GatewayConfig _config;
    private readonly WeylSequence _draws;
    private readonly WeylSequence _mirrorDraws;
    private readonly PerSlot<Side> _sides;
    private readonly PerSlot<string> _cookies;

    public RoutingTable(
        GatewayConfig config, PerSlot<SideMeter> meters, Func<string, Upstream> upstream, WeylSequence draws, WeylSequence mirrorDraws)
    {
        (_config, _draws, _mirrorDraws) = (config, draws, mirrorDraws);
        _sides = new(Make(Slot.Blue), Make(Slot.Green));
        _cookies = new($"blue.{config.Draw}", $"green.{config.Draw}");
        Page = config.Page is { } page ? new PageAnswer(page) : null;

        Side Make(Slot slot)
        {
            // A side that cannot take its share leaves it to the other, but never to one that is to have nothing.
            var share = !Takes(slot) ? 0 : !Takes(slot.Other()) ? 1 : config.Sides[slot].Weight.Fraction;
            return new Side(slot, share, [.. config.Sides[slot].Endpoints.Select(upstream)], meters[slot]);
        }

        bool Takes(Slot slot) => config.Sides[slot] is { Weight.IsZero: false, Endpoints.Count: > 0 };
    }

    public GatewayConfig Config => _config;

    /// <summary>Answers every request in place of the sides; null: the sides do.</summary>
    public PageAnswer? Page { get; }

    private Side Stable => _sides[_config.Stable];

    private Side Candidate => _sides[_config.Stable.Other()];

    /// <summary>The other side, as a resort when no instance of this one can be reached; null when it has no share.</summary>
    public Side? Beside(Side side) => _sides[side.Slot.Other()] is { Share: > 0 } other ? other : null;

    /// <summary>The candidate, when this request to stable is to be mirrored to it.</summary>
    public Side? MirrorOf(Side side) =>
        _config.Mirror > 0 && side.Slot == _config.Stable && Candidate.IsReady && _mirrorDraws.Next() * 100 < (double)_config.Mirror
            ? Candidate
            : null;

    /// <summary>The side for a request; null when none that is to have requests is ready.</summary>
    /// <param name="cookie">The value of the sticky cookie to be set with the answer; null for none.</param>
    public Side? Choose(HttpRequest request, out string? cookie)
    {
        cookie = null;
        if (_config.Match is { } match && Candidate.IsReady && request.Headers[match.Header] == match.Value)
            return Candidate;
        if (Stable.Share + Candidate.Share == 0)
            return null;
        if (_config.Sticky is null)
            return Drawn(_draws.Next());
        if (_config.Sticky.Cookie is { } name)
            return ByCookie(request.Cookies[name], ref cookie);
        var value = request.Headers[_config.Sticky.Header!].ToString();
        return Drawn(value.Length == 0 ? _draws.Next() : PointOf(value));
    }

    /// <summary>The side that a request is for by weight alone, whether one of its instances is ready or not; null when no side is to have requests.</summary>
    public Side? Meant()
    {
        var candidate = _config.Sides[Candidate.Slot].Weight;
        if (candidate.IsZero && _config.Sides[Stable.Slot].Weight.IsZero)
            return null;
        return _draws.Next() < candidate.Fraction ? Candidate : Stable;
    }

    /// <summary>The candidate has the low end of the line: as its weight grows, it keeps the points that it had.</summary>
    private Side Drawn(double point) => point < Candidate.Share ? Candidate : Stable;

    private Side ByCookie(string? known, ref string? cookie)
    {
        foreach (var slot in Slots.All)
        {
            if (known == _cookies[slot] && _sides[slot].Share > 0)
                return _sides[slot];
        }

        var side = Drawn(_draws.Next());
        cookie = _cookies[side.Slot];
        return side;
    }

    private static double PointOf(string value) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(value)) / (ulong.MaxValue + 1.0);
}
