using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Notices;

namespace Slipway.Integrations.Notices;

/// <summary>A notice as JSON, with what only its sending knows: its id and where people see the rollout.</summary>
internal static class NoticeObject
{
    public static JsonObject Of(string id, NoticeBody notice, Uri link)
    {
        var json = new JsonObject { ["id"] = id };
        foreach (var (key, value) in JsonSerializer.SerializeToNode(notice, NoticeJson.Default.NoticeBody)!.AsObject())
            json[key] = value?.DeepClone();
        json["link"] = link.ToString();
        return json;
    }
}
