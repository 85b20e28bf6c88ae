using System.Net;
using System.Text.Json;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Server.Tests.Cli.Client.Following;

/// <summary>Answers each request by the next entry: a stream with one view that is then cut off, or (null) no connection at all.</summary>
internal sealed class ScriptedServer(params IReadOnlyList<RolloutView?> answers) : HttpMessageHandler
{
    private int _next;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = _next < answers.Count ? answers[_next++] : null;
        return answer is null
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($"event: rollout\ndata: {JsonSerializer.Serialize(answer, SlipwayJson.Default.RolloutView)}\n\n"),
            });
    }
}
