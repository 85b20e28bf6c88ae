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

    /// <param name="find">The office, while it is in this server.</param>
    public static IEndpointRouteBuilder MapKeeper(this IEndpointRouteBuilder routes, Func<KeeperOffice?> find)
    {
        var group = routes.MapGroup(Prefix).ExcludeFromDescription();
        Map(group, find, KeeperCalls.CheckWorkload);
        Map(group, find, KeeperCalls.ApplyWorkload);
        Map(group, find, KeeperCalls.ReadWorkload);
        Map(group, find, KeeperCalls.RunChecks);
        Map(group, find, KeeperCalls.ReadLogs);
        Map(group, find, KeeperCalls.SetRoute);
        Map(group, find, KeeperCalls.ReadSplit);
        Map(group, find, KeeperCalls.CheckMaintenance);
        Map(group, find, KeeperCalls.ShowMaintenance);
        Map(group, find, KeeperCalls.ReadSample);
        Map(group, find, KeeperCalls.ReadGateway);
        return routes;
    }

    private static void Map<TQuestion, TAnswer>(RouteGroupBuilder group, Func<KeeperOffice?> find, KeeperCall<TQuestion, TAnswer> call) =>
        group.MapPost(call.Path, (HttpContext http) => AnswerAsync(http, find(), call));

    private static async Task AnswerAsync<TQuestion, TAnswer>(HttpContext http, KeeperOffice? office, KeeperCall<TQuestion, TAnswer> call)
    {
        if (office is null)
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
