"""The service and the command line of the Arrangementwijzer."""
