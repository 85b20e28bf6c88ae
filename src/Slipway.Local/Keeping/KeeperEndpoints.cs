using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Core.Ports;
using Slipway.Local.Keeping.Calls;

namespace Slipway.Local.Keeping;

/// <summary>What the other servers of a store ask the keeper over HTTP. For this program alone, and no part of the API.</summary>
public static class KeeperEndpoints
{
    internal const string Prefix = "/internal/v1/";

    public static IEndpointRouteBuilder MapKeeper(this IEndpointRouteBuilder routes, Keeper keeper)
    {
        var group = routes.MapGroup(Prefix).ExcludeFromDescription();
        Map(group, keeper, KeeperCalls.CheckWorkload);
        Map(group, keeper, KeeperCalls.ApplyWorkload);
        Map(group, keeper, KeeperCalls.ReadWorkload);
        Map(group, keeper, KeeperCalls.RunChecks);
        Map(group, keeper, KeeperCalls.ReadLogs);
        Map(group, keeper, KeeperCalls.SetRoute);
        Map(group, keeper, KeeperCalls.ReadSplit);
        Map(group, keeper, KeeperCalls.ReadSample);
        Map(group, keeper, KeeperCalls.ReadGateway);
        return routes;
    }

    private static void Map<TQuestion, TAnswer>(RouteGroupBuilder group, Keeper keeper, KeeperCall<TQuestion, TAnswer> call) =>
        group.MapPost(call.Path, (HttpContext http) => AnswerAsync(http, keeper, call));

    private static async Task AnswerAsync<TQuestion, TAnswer>(HttpContext http, Keeper keeper, KeeperCall<TQuestion, TAnswer> call)
    {
        if (keeper.Office is not { } office)
        {
            await RefuseAsync(http, StatusCodes.Status421MisdirectedRequest, "this server is not the keeper", outcomeUnknown: false);
            return;
        }

        try
        {
            var question = await JsonSerializer.DeserializeAsync(http.Request.Body, call.Question, http.RequestAborted)
                ?? throw new JsonException("a question is no null");
            var answer = await office.AnswerAsync(o => call.Find(o, question, http.RequestAborted));
            http.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(http.Response.Body, answer, call.Answer, http.RequestAborted);
        }
        catch (JsonException e)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, e.Message, outcomeUnknown: false);
        }
        catch (StaleFenceException e)
        {
            await RefuseAsync(http, StatusCodes.Status409Conflict, e.Message, outcomeUnknown: false);
        }
        catch (PortUnavailableException e)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, e.Message, e.OutcomeUnknown);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string message, bool outcomeUnknown)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new KeeperRefusal(message, outcomeUnknown), KeeperJson.Default.KeeperRefusal);
    }
}
