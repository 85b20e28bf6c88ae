namespace Slipway.Core.Notices.Model;

/// <summary>Where notices go.</summary>
public sealed record Destination
{
    public required string Name { get; init; }

    public required ChannelSpec Channel { get; init; }

    /// <summary>Handlebars over the members of a <see cref="NoticeBody"/>, and <c>link</c>; one line.</summary>
    public string Title { get; init; } = DefaultTitle;

    /// <summary>As <see cref="Title"/>; any number of lines.</summary>
    public string Text { get; init; } = DefaultText;

    public const string DefaultTitle = "{{app}}/{{environment}} {{version}}: {{phase}}";

    public const string DefaultText = "{{sentence}}";
}
