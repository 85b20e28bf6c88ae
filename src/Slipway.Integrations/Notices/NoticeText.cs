using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Notices;

/// <summary>What a destination's templates make of a notice.</summary>
/// <param name="link">Where people find the server.</param>
/// <param name="escape">What the channel asks to be done with a value; null for nothing.</param>
internal sealed class NoticeText(Destination destination, Uri link, Func<string, string>? escape = null)
{
    private readonly NoticeTemplate _title = new(destination.Title, escape);
    private readonly NoticeTemplate _text = new(destination.Text, escape);

    /// <summary>One line.</summary>
    public string Title(NoticeBody notice) => _title.Render(notice, Link(notice)).ReplaceLineEndings(" ").Trim();

    public string Text(NoticeBody notice) => _text.Render(notice, Link(notice));

    /// <summary>Where people see the rollout.</summary>
    public Uri Link(NoticeBody notice) => new($"{link.ToString().TrimEnd('/')}/status#{notice.App}/{notice.Environment}");
}
